/** Two plans told apart: who enters, leaves, moves and changes its size, and which figures and limits differ. */
import { compare, plain, subtract } from "../../shared/decimal";
import { number, signed, words } from "../../shared/format";
import { stageName } from "../../shared/proof";
import { ruleWords } from "../../shared/rules";
import type { FigureRow } from "./Figures";
import type { OnCurve, Place, Reach, Side } from "./sides";

export type Kind = "entered" | "left" | "moved" | "resized";

export interface Changed {
  readonly kind: Kind;
  readonly key: string;
  readonly before: Place | null;
  readonly after: Place | null;
}

const ORDER: readonly Kind[] = ["entered", "left", "moved", "resized"];

const sizeOf = ({ scope, tokens }: Place) => `${scope ?? ""} ${tokens === null ? "" : plain(tokens)}`;

/** By what happens, then by key; one that moves and changes its size is told of both. */
export function changedOf(a: Side, b: Side): Changed[] {
  const found: Changed[] = [];
  for (const key of [...new Set([...a.items.keys(), ...b.items.keys()])].sort()) {
    const [before, after] = [a.items.get(key) ?? null, b.items.get(key) ?? null];
    if (!before || !after) found.push({ kind: before ? "left" : "entered", key, before, after });
    else {
      if (before.periodKey !== after.periodKey) found.push({ kind: "moved", key, before, after });
      if (sizeOf(before) !== sizeOf(after)) found.push({ kind: "resized", key, before, after });
    }
  }
  return found.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
}

/** What the plans are worth and take. Tie-breaks only between plans that are worth the same: else they decide nothing. */
export function figureRows(a: Side, b: Side): FigureRow[] {
  const before = new Map(a.stages.map((each) => [each.name, each]));
  const stages = b.stages.flatMap(({ name, value, moreIsBetter }) => {
    const then = before.get(name);
    if (!then) return [];
    const worse = moreIsBetter ? compare(then.value, value) : compare(value, then.value);
    return [{ name, row: rowOf(stageName(name), then.value, value, worse) }];
  });
  const main = stages.filter(({ name }) => !name.startsWith("tie_break:"));
  const told = (main.some(({ row }) => row.worse !== 0) ? main : stages).map(({ row }) => row);
  const named = new Set(told.map(({ name }) => name));
  const then = new Map(a.kpis.map(({ kpiKey, total }) => [kpiKey, total]));
  const kpis = b.kpis.map(({ kpiKey, total }) => rowOf(words(kpiKey), then.get(kpiKey) ?? "0", total, 0));
  const totals = [rowOf("Tokens", a.tokens, b.tokens, 0), ...kpis.filter(({ before, after }) => before !== after)];
  return [...told, ...totals.filter(({ name }) => !named.has(name))];
}

const rowOf = (name: string, before: string, after: string, worse: number): FigureRow => ({ name, before: number(before), after: number(after), delta: signed(subtract(after, before)), worse });

/** The pairs of two lists, by rule, those of the first list first. */
function paired<T extends { readonly ruleId: string }>(a: readonly T[], b: readonly T[]): readonly (readonly [string, T | undefined, T | undefined])[] {
  const [then, now] = [new Map(a.map((each) => [each.ruleId, each])), new Map(b.map((each) => [each.ruleId, each]))];
  return [...new Set([...then.keys(), ...now.keys()])].map((ruleId) => [ruleId, then.get(ruleId), now.get(ruleId)] as const);
}

const left = ({ used, limit }: Reach) => plain(subtract(limit, used));

/** Capacities, floors, caps and targets that are used or reached differently. */
export function limitRows(a: Side, b: Side): FigureRow[] {
  const told = (of: Reach | undefined) => (of ? `${number(of.used)} of ${number(of.limit)}` : "no such rule");
  return paired(a.limits, b.limits)
    .filter(([, was, now]) => !was || !now || plain(was.used) !== plain(now.used) || left(was) !== left(now))
    .map(([ruleId, was, now]) => ({ name: ruleWords(ruleId), before: told(was), after: told(now), delta: null, worse: 0 }));
}

export interface CurveChange {
  readonly ruleId: string;
  readonly was: OnCurve | undefined;
  readonly now: OnCurve | undefined;
}

/** Response curves on which the two stand elsewhere, or that only one of them has. */
export function curveChanges(a: Side, b: Side): CurveChange[] {
  return paired(a.curves, b.curves)
    .filter(([, was, now]) => !was || !now || plain(was.raw) !== plain(now.raw) || plain(was.counted) !== plain(now.counted))
    .map(([ruleId, was, now]) => ({ ruleId, was, now }));
}
