/** A response curve: what a total counts for. */
import { position } from "../../shared/decimal";
import { number } from "../../shared/format";

export function Curve({ name, points }: { name: string; points: readonly { readonly raw: string; readonly counted: string }[] }) {
  const [xs, ys] = [points.map(({ raw }) => position(raw)), points.map(({ counted }) => position(counted))];
  const [most, top] = [Math.max(...xs, 1e-9), Math.max(...ys, 1e-9)];
  const path = xs.map((x, index) => `${(x / most) * 200},${90 - ((ys[index] ?? 0) / top) * 80}`).join(" ");
  const last = points.at(-1);
  return (
    <figure className="curve">
      <svg viewBox="0 0 200 92" aria-hidden="true" preserveAspectRatio="none">
        <polyline points={path} />
      </svg>
      <figcaption>
        {name}
        {last && <span className="muted"> up to {number(last.counted)} at {number(last.raw)}</span>}
      </figcaption>
    </figure>
  );
}
