/** The limits of a plan: what each asks for, what is used, and what the draft says of it. */
import { compare } from "../../shared/decimal";
import { placeOf, ruleName } from "../../shared/rules";
import type { TargetKind } from "../../graphql/generated";
import type { Draft } from "./draft";
import type { Answer } from "../session";

export interface Part {
  readonly ruleId: string;
  readonly period: string | null;
  readonly used: string;
  readonly binding: boolean;
}

export interface Limit {
  /** Where a draft edits it. */
  readonly place: string;
  readonly family: string;
  readonly subject: string;
  readonly period: string | null;
  /** As the plan has it; null for one that the draft added. */
  readonly stored: string | null;
  readonly value: string;
  /** Whether the draft takes it away. */
  readonly off: boolean;
  readonly edited: boolean;
  /** Floor or goal, of targets. */
  readonly kind: TargetKind | null;
  /** What is used or reached, once for each period that it holds in. */
  readonly parts: readonly Part[];
}

interface Row {
  readonly ruleId: string;
  readonly used: string;
  readonly limit: string;
  readonly binding: boolean;
  readonly kind: TargetKind | null;
}

function rowsOf(answer: Answer | null): Row[] {
  if (!answer) return [];
  const targets = answer.targets.map(({ ruleId, achieved, target, gap, floorOrGoal }) => ({
    ruleId,
    used: achieved,
    limit: target,
    binding: compare(gap, "0") > 0,
    kind: floorOrGoal,
  }));
  return [...answer.usage.map((each) => ({ ...each, kind: null })), ...targets];
}

export const FAMILIES = ["capacity", "cap", "floor", "target"] as const;

/** The limits in the order of the plan, each once, however many periods it holds in. answered: the draft that shown is about. */
export function limitsOf(opened: Answer | null, shown: Answer | null, draft: Draft, answered: Draft = []): Limit[] {
  const stored = new Map<string, Row>();
  for (const row of rowsOf(opened)) if (!stored.has(placeOf(row.ruleId))) stored.set(placeOf(row.ruleId), row);
  const now = Map.groupBy(rowsOf(shown), (row) => placeOf(row.ruleId));
  const edits = new Map(draft.map((edit) => [edit.place, edit]));
  const answeredEdits = new Set(answered.map(({ place }) => place));
  const places = [...new Set([...stored.keys(), ...now.keys()])];
  const overall = (place: string) => Number(!place.startsWith("capacity:global"));
  return places
    .toSorted((a, b) => overall(a) - overall(b))
    .map((place) => {
    const [rows, before, edit] = [now.get(place) ?? [], stored.get(place), edits.get(place)];
    const { family, subject, period } = ruleName(place);
    // Without an edit a limit is what the plan says, not what an answer to an edit of before says.
    const told = answeredEdits.has(place) ? [before, rows[0]] : [rows[0], before];
    const value = edit?.value?.split(" ", 1)[0] ?? told[0]?.limit ?? told[1]?.limit ?? "0";
    return {
      place,
      family,
      subject,
      period,
      stored: before?.limit ?? null,
      value,
      off: edit?.value === null,
      edited: edit !== undefined,
      kind: rows[0]?.kind ?? before?.kind ?? null,
      parts: rows.map((row) => ({ ruleId: row.ruleId, period: ruleName(row.ruleId).period, used: row.used, binding: row.binding })),
    };
  });
}
