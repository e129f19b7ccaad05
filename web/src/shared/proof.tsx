/** The three grades of what the engine says, in words and shape: the same everywhere. */
import type { ReactNode } from "react";

import { compare } from "./decimal";
import { number, words } from "./format";
import { Icon } from "./icons";

export type Grade = "proven" | "between" | "impossible" | "open";

const TEXTS: Record<Grade, string> = {
  proven: "Proven",
  between: "Between",
  impossible: "Not possible",
  open: "Solving",
};
export const SHAPES = { proven: "check", between: "between", impossible: "cross", open: "dots" } as const;

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

/** Stages that choose among equal plans have names of their own. */
const CHOOSING: Record<string, string> = { key: "Choice among equals", early: "As early as can be" };

export function stageName(name: string): string {
  const [stage = "", part] = name.split(":");
  const chosen = CHOOSING[stage];
  return chosen ? `${chosen}${part ? `, part ${part}` : ""}` : words(name);
}

export interface Range {
  readonly text: string;
  readonly proven: boolean;
}

/** What lies between two figures of which either may be unknown; null where both are. */
export function range(least: string | null, most: string | null): Range | null {
  if (least !== null && most !== null) {
    if (compare(least, most) === 0) return { text: number(least), proven: true };
    return { text: `between ${number(least)} and ${number(most)}`, proven: false };
  }
  if (least !== null) return { text: `at least ${number(least)}`, proven: false };
  return most === null ? null : { text: `at most ${number(most)}`, proven: false };
}

export function RangeBadge({ of, none }: { of: Range | null; none: string }) {
  if (!of) return <GradeBadge grade="open">{none}</GradeBadge>;
  return <GradeBadge grade={of.proven ? "proven" : "between"}>{/^at (least|most) /.test(of.text) ? "Bound" : undefined}</GradeBadge>;
}
