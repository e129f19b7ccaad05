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
  /** Null where no draft can say it. */
  readonly edits: readonly Edit[] | null;
}

/** limits: those of the draft that has the conflict. dates: the fields of an initiative that are dates and are given. */
export function wayOut(rules: readonly GivesWay[], limits: readonly Limit[], dates: (key: string) => readonly string[] = () => []): readonly Step[] {
  const steps = new Map<string, Step>();
  for (const { ruleId, amount } of rules) {
    const { family } = ruleName(ruleId);
    const upwards = family === "capacity" || family === "cap";
    if (amount === null) {
      steps.set(ruleId, { text: `drop “${ruleWords(ruleId)}”`, edits: dropping(ruleId, dates) });
      continue;
    }
    const limit = limits.find(({ place }) => place === placeOf(ruleId));
    if (!limit) {
      steps.set(ruleId, { text: `${upwards ? "raise" : "lower"} “${ruleWords(ruleId)}” by ${number(amount)}`, edits: null });
      continue;
    }
    const { place } = limit;
    const value = upwards ? add(limit.value, amount) : subtract(limit.value, amount);
    const known = steps.get(place)?.edits?.[0]?.value;
    if (known != null && (upwards ? compare(known, value) >= 0 : compare(known, value) <= 0)) continue;
    steps.set(place, { text: `${upwards ? "raise" : "lower"} “${ruleWords(place)}” from ${number(limit.value)} to ${number(value)}`, edits: [{ place, value }] });
  }
  return [...steps.values()];
}

/** A window of an initiative is made of its dates, which a draft takes away one by one. */
function dropping(ruleId: string, dates: (key: string) => readonly string[]): readonly Edit[] | null {
  if (isDroppable(ruleId)) return [{ place: placeOf(ruleId), value: null }];
  const key = ruleId.startsWith("window:") ? ruleId.slice("window:".length) : null;
  const given = key === null ? [] : dates(key);
  return given.length ? given.map((field) => ({ place: `initiatives[${key}].${field}`, value: null })) : null;
}

/** The draft after it. What goes back to the plan as it is stored is no edit any more. */
export function afterWayOut(draft: Draft, steps: readonly Step[], limits: readonly Limit[]): Draft {
  return steps.flatMap(({ edits }) => edits ?? []).reduce((now, edit) => {
    const tried = now.find(({ place }) => place === edit.place);
    const stored = limits.find(({ place }) => place === edit.place)?.stored ?? null;
    const back = edit.value === null ? tried !== undefined && tried.value !== null && stored === null : stored !== null && plain(stored) === plain(edit.value);
    return back ? without(now, edit.place) : withEdit(now, edit);
  }, draft);
}
