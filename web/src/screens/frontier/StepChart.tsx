/** Value against a limit as steps: every point a button, stretches that are not proven hatched. */
import { position } from "../../shared/decimal";
import { number } from "../../shared/format";

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

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [820, 330, 74, 42, 16, 18];

/** Six or so round places between two ends. */
export function ticks(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const raw = span / 7;
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
  const x = (value: number) => LEFT + ((value - x0) / (x1 - x0 || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - ((value - y0) / (y1 - y0 || 1)) * (HEIGHT - TOP - BOTTOM);
  const path = xs.map((value, index) => {
    const [px, py] = [x(value), y(ys[index] ?? 0)];
    return index === 0 ? `M${px} ${py}` : isStep ? `H${px}V${py}` : `L${px} ${py}`;
  });
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={title}>
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V7" className="hatch" />
        </pattern>
      </defs>
      {ticks(y0, y1).map((value) => (
        <g key={value}>
          <path className="guide" d={`M${LEFT} ${y(value)}H${WIDTH - RIGHT}`} />
          <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
            {number(String(value))}
          </text>
        </g>
      ))}
      {ticks(x0, x1).map((value) => (
        <text key={value} x={x(value)} y={HEIGHT - BOTTOM + 17} textAnchor="middle">
          {number(String(value))}
        </text>
      ))}
      <text x={WIDTH - RIGHT} y={HEIGHT - 6} textAnchor="end" className="axis">
        {xLabel}
      </text>
      <text x={LEFT} y={TOP - 4} className="axis">
        {yLabel}
      </text>
      {gaps.map(({ from, to }) => {
        const [left, right] = [from, to].map((end) => Math.min(WIDTH - RIGHT, Math.max(LEFT, x(position(end))))) as [number, number];
        return <rect key={from} x={left} width={Math.max(2, right - left)} y={TOP} height={HEIGHT - TOP - BOTTOM} fill="url(#hatch)" />;
      })}
      {now !== null && (
        <g className="today">
          <path d={`M${x(position(now))} ${TOP}V${HEIGHT - BOTTOM}`} />
          <text x={x(position(now)) + 4} y={HEIGHT - BOTTOM - 6}>
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
  );
}
