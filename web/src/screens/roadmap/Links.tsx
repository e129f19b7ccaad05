/** Lines from what an initiative needs to it, and from it to what needs it, over the roadmap. */
import { useLayoutEffect, useState, type RefObject } from "react";

export interface Edge {
  readonly from: string;
  readonly to: string;
}

interface Props {
  readonly edges: readonly Edge[];
  /** What is drawn over; cards in it say their key. */
  readonly over: RefObject<HTMLElement | null>;
}

export function Links({ edges, over }: Props) {
  const [paths, setPaths] = useState<readonly string[]>([]);
  useLayoutEffect(() => {
    const ground = over.current;
    if (!ground) return undefined;
    const draw = () => setPaths(edges.flatMap((edge) => pathOf(ground, edge)));
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(ground);
    return () => observer.disconnect();
  }, [edges, over]);
  if (!paths.length) return null;
  return (
    <svg className="links" aria-hidden="true">
      <defs>
        <marker id="link-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      {paths.map((path) => (
        <path key={path} className="link" d={path} markerEnd="url(#link-end)" />
      ))}
    </svg>
  );
}

/** From the right side of one card to the left side of the other; between cards of one column around their right sides. */
function pathOf(ground: HTMLElement, { from, to }: Edge): string[] {
  const [a, b] = [from, to].map((key) => ground.querySelector(`[data-item="${CSS.escape(key)}"]`)?.getBoundingClientRect());
  if (!a || !b) return [];
  const { left, top } = ground.getBoundingClientRect();
  const [ax, ay, by] = [a.right - left, a.top + a.height / 2 - top, b.top + b.height / 2 - top].map(Math.round) as [number, number, number];
  const goesOn = b.left >= a.right;
  const bx = Math.round((goesOn ? b.left : b.right) - left);
  const bend = goesOn ? Math.max(16, (bx - ax) / 2) : 22;
  return [`M${ax} ${ay}C${Math.max(ax, goesOn ? 0 : bx) + bend} ${ay} ${goesOn ? bx - bend : Math.max(ax, bx) + bend} ${by} ${bx} ${by}`];
}
