/** The three grades of what the engine says, in words and shape: the same everywhere. */
import type { ReactNode } from "react";

import { number, words } from "./format";
import { Icon } from "./icons";

export type Grade = "proven" | "between" | "impossible" | "open";

const TEXTS: Record<Grade, string> = {
  proven: "Proven",
  between: "Between",
  impossible: "Not possible",
  open: "Solving",
};
const SHAPES = { proven: "check", between: "between", impossible: "cross", open: "dots" } as const;

export function GradeBadge({ grade, children }: { grade: Grade; children?: ReactNode }) {
  return (
    <span className={`grade grade-${grade}`}>
      <Icon name={SHAPES[grade]} />
      {children ?? TEXTS[grade]}
    </span>
  );
}

export interface FigureLike {
  readonly name: string;
  readonly value: string;
  readonly bound: string | null;
  readonly proven: boolean;
  readonly moreIsBetter: boolean;
}

/** The ends of an interval in order; where nothing bounds it, only what was found. */
export function interval(figure: FigureLike): [string, string | null] {
  const { value, bound, moreIsBetter } = figure;
  return moreIsBetter || bound === null ? [value, bound] : [bound, value];
}

/** A figure in words: "15,769.9" or "between 15,216.15 and 15,979.125". */
export function figureText(figure: FigureLike): string {
  if (figure.proven) return number(figure.value);
  const [low, high] = interval(figure);
  if (high === null) return `${figure.moreIsBetter ? "at least" : "at most"} ${number(low)}`;
  return `between ${number(low)} and ${number(high)}`;
}

export function stageName(name: string): string {
  return name === "value" ? "Value" : words(name);
}
