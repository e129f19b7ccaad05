/** The cheapest way out of a conflict as a draft, and as words. */
import { add, compare, plain, subtract } from "../../shared/decimal";
import { number } from "../../shared/format";
import { isDroppable, placeOf, ruleName, ruleWords } from "../../shared/rules";
import { withEdit, without, type Draft, type Edit } from "./draft";
import type { Limit } from "./limits";

export interface GivesWay {
  readonly ruleId: string;
  /** By how much; null where the rule is dropped as a whole. */
  readonly amount: string | null;
}

export interface Step {
  readonly text: string;
  /** Null where no draft can say it, such as for the dates of an initiative. */
  readonly edit: Edit | null;
}

/** limits: those of the draft that has the conflict. */
export function wayOut(rules: readonly GivesWay[], limits: readonly Limit[]): readonly Step[] {
  const steps = new Map<string, Step>();
  for (const { ruleId, amount } of rules) {
    const { family } = ruleName(ruleId);
    const upwards = family === "capacity" || family === "cap";
    if (amount === null) {
      steps.set(ruleId, { text: `drop “${ruleWords(ruleId)}”`, edit: isDroppable(ruleId) ? { place: placeOf(ruleId), value: null } : null });
      continue;
    }
    const limit = limits.find(({ place }) => place === placeOf(ruleId));
    if (!limit) {
      steps.set(ruleId, { text: `${upwards ? "raise" : "lower"} “${ruleWords(ruleId)}” by ${number(amount)}`, edit: null });
      continue;
    }
    const { place } = limit;
    const value = upwards ? add(limit.value, amount) : subtract(limit.value, amount);
    const known = steps.get(place)?.edit?.value;
    if (known != null && (upwards ? compare(known, value) >= 0 : compare(known, value) <= 0)) continue;
    steps.set(place, { text: `${upwards ? "raise" : "lower"} “${ruleWords(place)}” from ${number(limit.value)} to ${number(value)}`, edit: { place, value } });
  }
  return [...steps.values()];
}

/** The draft after it. What goes back to the plan as it is stored is no edit any more. */
export function afterWayOut(draft: Draft, steps: readonly Step[], limits: readonly Limit[]): Draft {
  return steps.reduce((now, { edit }) => {
    if (!edit) return now;
    const tried = now.find(({ place }) => place === edit.place);
    const stored = limits.find(({ place }) => place === edit.place)?.stored ?? null;
    const back = edit.value === null ? tried !== undefined && tried.value !== null && stored === null : stored !== null && plain(stored) === plain(edit.value);
    return back ? without(now, edit.place) : withEdit(now, edit);
  }, draft);
}
