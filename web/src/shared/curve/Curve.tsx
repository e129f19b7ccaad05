/** A response curve drawn: what each raw total counts for, and where the portfolio stands on it. */
import { position } from "../decimal";
import { number } from "../format";
import { useWidth } from "../width";
import "./curve.css";

export interface Point {
  readonly raw: string;
  readonly counted: string;
}

const [HEIGHT, RIGHT, TOP, BOTTOM] = [200, 14, 14, 30];

interface CurveProps {
  readonly name: string;
  readonly points: readonly Point[];
  readonly at: Point | null;
  /** Where another portfolio stands, to compare with. */
  readonly before?: Point | undefined;
}

export function Curve({ name, points, at, before }: CurveProps) {
  const [follow, width] = useWidth(360);
  const shown = [...points, ...(at ? [at] : []), ...(before ? [before] : [])];
  const ends = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [[x0, x1], [y0, y1]] = [ends(shown.map(({ raw }) => position(raw))), ends(shown.map(({ counted }) => position(counted)))];
  const x = (raw: string) => left + ((position(raw) - x0) / (x1 - x0 || 1)) * (width - left - RIGHT);
  const y = (counted: string) => HEIGHT - BOTTOM - ((position(counted) - y0) / (y1 - y0 || 1)) * (HEIGHT - TOP - BOTTOM);
  const least = (of: "raw" | "counted") => shown.reduce((low, each) => (position(each[of]) < position(low) ? each[of] : low), shown[0]?.[of] ?? "0");
  const most = (of: "raw" | "counted") => shown.reduce((high, each) => (position(each[of]) > position(high) ? each[of] : high), shown[0]?.[of] ?? "0");
  const left = 12 + 7 * Math.max(number(least("counted")).length, number(most("counted")).length);
  return (
    <svg ref={follow} className="curve" height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`${name}: ${points.map(({ raw, counted }) => `${number(raw)} counts ${number(counted)}`).join(", ")}`}>
      <path className="axes" d={`M${left} ${TOP}V${HEIGHT - BOTTOM}H${width - RIGHT}`} />
      {[least("counted"), most("counted")].map((each, index) => (
        <text key={index} x={left - 6} y={y(each) + 4} textAnchor="end">
          {number(each)}
        </text>
      ))}
      {[least("raw"), most("raw")].map((each, index) => (
        <text key={index} x={x(each)} y={HEIGHT - BOTTOM + 16} textAnchor={index ? "end" : "start"}>
          {number(each)}
        </text>
      ))}
      {at && <path className="stands" d={`M${left} ${y(at.counted)}H${x(at.raw)}V${HEIGHT - BOTTOM}`} />}
      <polyline points={points.map(({ raw, counted }) => `${x(raw)},${y(counted)}`).join(" ")} />
      {points.map(({ raw, counted }) => (
        <circle key={raw} cx={x(raw)} cy={y(counted)} r="3" />
      ))}
      {before && <circle className="stood" cx={x(before.raw)} cy={y(before.counted)} r="5" />}
      {at && <rect className="stands" x={x(at.raw) - 5} y={y(at.counted) - 5} width="10" height="10" transform={`rotate(45 ${x(at.raw)} ${y(at.counted)})`} />}
    </svg>
  );
}
