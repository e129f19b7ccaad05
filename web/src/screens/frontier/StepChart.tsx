/** Value against a limit as steps: every point a button, stretches that are not proven hatched. */
import { position } from "../../shared/decimal";
import { number } from "../../shared/format";
import { useWidth } from "../../shared/width";

export interface ChartPoint {
  readonly x: string;
  readonly y: string;
  readonly proven: boolean;
  /** How far y may be off; null where it is proven, or nothing bounds it. */
  readonly bound: string | null;
}

interface Props {
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
  /** Where the plan stands today. */
  readonly now: string | null;
  readonly isStep: boolean;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}

const [BOTTOM, TOP, RIGHT] = [24, 10, 18];
/** What a letter of a scale takes, and a place of it altogether, in pixels. */
const [LETTER, ACROSS, ABOVE] = [7, 80, 46];

/** Round places between two ends, about as many as asked for. */
function ticks(low: number, high: number, most: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const raw = span / Math.max(2, most);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= raw) ?? raw;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

export function StepChart({ title, points, gaps, now, isStep, xLabel, yLabel, chosen, onChoose }: Props) {
  const [xs, ys] = [points.map((each) => position(each.x)), points.map((each) => position(each.y))];
  const ends = (values: readonly number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const beside = low === high ? Math.abs(low) / 5 || 1 : 0; // so that one point alone has a scale, too
    return [low - beside, high + beside] as const;
  };
  const [x0, x1] = ends(now === null ? xs : [...xs, position(now)]);
  const [y0, y1] = ends([...ys, ...points.flatMap(({ bound }) => (bound === null ? [] : [position(bound)]))]);
  const [follow, width] = useWidth(820);
  const height = Math.round(Math.min(340, Math.max(220, width * 0.42)));
  const heights = ticks(y0, y1, (height - TOP - BOTTOM) / ABOVE);
  const left = 14 + LETTER * Math.max(...heights.map((value) => number(String(value)).length));
  const x = (value: number) => left + ((value - x0) / (x1 - x0 || 1)) * (width - left - RIGHT);
  const y = (value: number) => height - BOTTOM - ((value - y0) / (y1 - y0 || 1)) * (height - TOP - BOTTOM);
  const isLate = now !== null && x(position(now)) > width - 60;
  const path = xs.map((value, index) => {
    const [px, py] = [x(value), y(ys[index] ?? 0)];
    return index === 0 ? `M${px} ${py}` : isStep ? `H${px}V${py}` : `L${px} ${py}`;
  });
  return (
    <>
      <p className="axis">{yLabel}</p>
      <svg ref={follow} className="chart" height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={title}>
        <defs>
          <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V7" className="hatch" />
          </pattern>
        </defs>
        {heights.map((value) => (
          <g key={value}>
            <path className="guide" d={`M${left} ${y(value)}H${width - RIGHT}`} />
            <text x={left - 8} y={y(value) + 4} textAnchor="end">
              {number(String(value))}
            </text>
          </g>
        ))}
        {ticks(x0, x1, (width - left) / ACROSS).map((value) => (
          <text key={value} x={x(value)} y={height - BOTTOM + 17} textAnchor="middle">
            {number(String(value))}
          </text>
        ))}
        {gaps.map(({ from, to }) => {
          const [begins, ends] = [from, to].map((end) => Math.min(width - RIGHT, Math.max(left, x(position(end))))) as [number, number];
          return <rect key={from} x={begins} width={Math.max(2, ends - begins)} y={TOP} height={height - TOP - BOTTOM} fill="url(#hatch)" />;
        })}
        {now !== null && (
          <g className="today">
            <path d={`M${x(position(now))} ${TOP}V${height - BOTTOM}`} />
            <text x={x(position(now)) + (isLate ? -4 : 4)} y={height - BOTTOM - 6} textAnchor={isLate ? "end" : "start"}>
              today
            </text>
          </g>
        )}
        <path className="line" d={path.join("")} />
        {points.map((each, index) => each.bound !== null && <path key={each.x} className="reach" d={`M${x(xs[index] ?? 0)} ${y(ys[index] ?? 0)}V${y(position(each.bound))}m-5 0h10`} />)}
        {points.map((each, index) => (
          <circle
            key={each.x}
            className={`point${index === chosen ? " chosen" : ""}${each.proven ? "" : " open"}`}
            cx={x(xs[index] ?? 0)}
            cy={y(ys[index] ?? 0)}
            r={index === chosen ? 6.5 : 4.5}
            role="button"
            tabIndex={0}
            aria-pressed={index === chosen}
            aria-label={`${number(each.x)} ${xLabel}: ${number(each.y)}${each.proven ? "" : each.bound === null ? ", not proven" : `, or up to ${number(each.bound)}, not proven`}`}
            onClick={() => onChoose(index)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              onChoose(index);
            }}
          />
        ))}
      </svg>
      <p className="axis right">{xLabel}</p>
      {gaps.length > 0 && <p className="muted">Hatched: where the next step begins is not proven.</p>}
    </>
  );
}
