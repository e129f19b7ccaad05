/** The points of a response curve as a draft says them, `0:0, 100:80`, and what is wrong with those that are typed. */
import type { Point } from "../../shared/curve/Curve";
import { compare, isDecimal, plain } from "../../shared/decimal";

export function parsePoints(text: string): Point[] {
  return text.split(",").map((part) => {
    const [raw = "", counted = ""] = part.split(":").map((each) => each.trim());
    return { raw, counted };
  });
}

export function pointsText(points: readonly Point[]): string {
  return points.map(({ raw, counted }) => `${plain(raw)}:${plain(counted)}`).join(", ");
}

/** What the engine would refuse them for; null for nothing. */
export function wrongPoints(points: readonly Point[]): string | null {
  if (points.some(({ raw, counted }) => !isDecimal(raw) || !isDecimal(counted))) return "Every point needs two numbers.";
  if (points.length < 2) return "A curve needs two points or more.";
  const back = points.find(({ raw }, index) => index > 0 && compare(points[index - 1]?.raw ?? "0", raw) >= 0);
  return back ? `The raw totals have to rise; ${back.raw} does not.` : null;
}

/** The figures of an overhead, `0, 0, 2.5`: what none, one, two and so on take. */
export function wrongFigures(text: string): string | null {
  const figures = text.split(",").map((each) => each.trim());
  if (figures.some((each) => !isDecimal(each) || compare(each, "0") < 0)) return "Give numbers that are not less than 0, with commas between them.";
  return figures.length < 2 || compare(figures[0] ?? "", "0") !== 0 ? "Give what none (0), one, two and so on take, such as 0, 0, 2." : null;
}
