/** Rules in words, and what the portfolio makes of each. */
import type { RuleSetFragment } from "../../graphql/generated";
import type { Limit } from "../../plan/draft/limits";
import type { Answer } from "../../plan/session";
import { plain } from "../../shared/decimal";
import { constant, count, number, words } from "../../shared/format";

export type Form = "figure" | "figures" | null;

export interface Sentence {
  readonly place: string;
  readonly text: string;
  /** What a draft can give anew, as the set has it; null where the rule is there or not. */
  readonly value: string | null;
  readonly form: Form;
  /** Whether a draft can take it away. */
  readonly drops: boolean;
  /** What the portfolio makes of it, in words; empty for nothing. */
  readonly check: string;
}

const AS_IT_IS = { value: null, form: null, check: "" } as const;

export function limitSentence({ place, family, subject, period, stored, value, kind, parts }: Limit): Sentence {
  const when = period ? ` in ${period}` : "";
  const whom = subject === "All" ? "All initiatives" : subject;
  const text =
    family === "target"
      ? `${subject} ${kind === "FLOOR" ? "must reach" : "should reach"} ${number(value)}${when}.`
      : family === "floor"
        ? `${whom}: at least ${number(value)} tokens${when}.`
        : `${whom}: at most ${number(value)} tokens${when || (family === "capacity" ? " in each period" : "")}.`;
  const used = parts.map((part) => `${part.period && part.period !== period ? `${part.period}: ` : ""}${number(part.used)}`).join(", ");
  const check = used && `${family === "target" ? "Reached" : "Used"} ${used}${parts.some((part) => part.binding) ? (family === "target" ? ", missed" : ", used up") : ""}`;
  return { place, text, value: stored ?? value, form: "figure", drops: family !== "capacity", check };
}

/** Who an overhead or a share is about. */
function whose(dimension: string | null, key: string | null, keys: readonly string[]): string {
  if (keys.length) return keys.join(", ");
  return dimension === null || dimension === "GLOBAL" ? "all initiatives" : `${dimension.toLowerCase()} ${key ?? ""}`;
}

/** What one, two and so on take: "1 takes 0, 2 or more take 2.5". */
export function figuresText(byCount: readonly string[]): string {
  const last = byCount.length - 1;
  return byCount
    .slice(1)
    .map((each, index) => `${index + 1}${index + 1 === last ? " or more take" : index === 0 ? " takes" : " take"} ${number(each)}`)
    .join(", ");
}

export function overheads(set: RuleSetFragment, shown: Answer | null): Sentence[] {
  return set.overheads.map(({ overheadKey, dimension, key, initiativeKeys, tokensByCount, charge, team }) => {
    const place = `overhead:${overheadKey}`;
    const paid = (shown?.overheads ?? []).filter((each) => each.ruleId === place);
    const once = charge === "ONCE" || (charge === null && initiativeKeys.length > 0);
    return {
      place,
      text: `${words(overheadKey)}, of ${whose(dimension, key, initiativeKeys)}: ${figuresText(tokensByCount)} tokens beside their own, ${once ? "once" : "in each period"}${team ? `, also of team ${team}` : ""}.`,
      value: tokensByCount.map(plain).join(", "),
      form: "figures",
      drops: true,
      check: paid.map((each) => `${each.period}: ${each.selected} take ${number(each.tokens)}, one more ${number(each.next)}`).join("; "),
    };
  });
}

export function formulas(set: RuleSetFragment, shown: Answer | null): Sentence[] {
  return set.kpiFormulas.map(({ kpiKey, multiply, times }) => {
    const place = `formula:${kpiKey}`;
    const now = shown?.formulas.find((each) => each.ruleId === place);
    const factors = multiply.map(({ kpiKey: factor, base }) => `(${number(base)} + ${words(factor)})`).join(" × ");
    return {
      place,
      text: `${words(kpiKey)} = ${number(times)} × (${factors} − what the bases come to).`,
      value: times,
      form: "figure",
      drops: true,
      check: now ? `Counts ${number(now.counted)}; ${now.factors.map((each) => `one more ${words(each.kpiKey)} brings ${number(each.slope)}`).join(", ")}` : "",
    };
  });
}

export function shares(set: RuleSetFragment, shown: Answer | null): Sentence[] {
  const ratios = set.ratios.map(({ ratioKey, numerator, denominator, atLeast }): Sentence => {
    const place = `ratio:${ratioKey}`;
    const now = shown?.ratios.find((each) => each.ruleId === place);
    const reached = now && (now.reached === null ? "Nothing to divide by" : `Reached ${number(now.reached)}: ${number(now.above)} of ${number(now.below)}`);
    return { place, text: `${words(numerator)}: at least ${number(atLeast)} for each one of ${words(denominator).toLowerCase()}.`, value: atLeast, form: "figure", drops: true, check: reached ?? "" };
  });
  const fair = set.fairShares.map(({ kpiKey, over }): Sentence => ({ ...AS_IT_IS, place: `fair_share:${kpiKey}`, text: `After the goals, the ${over.toLowerCase()} with the least ${words(kpiKey)} gets as much as can be.`, drops: true }));
  return [...ratios, ...fair];
}

export function relations(set: RuleSetFragment): Sentence[] {
  const one = (place: string, text: string): Sentence => ({ ...AS_IT_IS, place, text, drops: true });
  return [
    ...set.mandatoryInitiatives.map((key) => one(`mandatory:${key}`, `${key} must be in.`)),
    ...set.forcedOut.map((key) => one(`forced_out:${key}`, `${key} must stay out.`)),
    ...set.prerequisites.map(({ initiativeKey, requires, lagPeriods }) => one(`prerequisite:${initiativeKey}:${requires}`, `${initiativeKey} needs ${requires}${lagPeriods ? `, ${count(lagPeriods, "period")} before it` : ""}.`)),
    ...set.exclusions.map(({ firstKey, secondKey }) => one(`exclusion:${firstKey}:${secondKey}`, `Not both ${firstKey} and ${secondKey}.`)),
    ...set.pins.map(({ initiativeKey, periodKey, scope }) => one(`pin:${initiativeKey}`, `${initiativeKey}, if it is in: ${[periodKey, scope && (scope === "MVP" ? "MVP" : constant(scope))].filter(Boolean).join(", ")}.`)),
    ...set.bundles.map(({ bundleKey, initiativeKeys }) => one(`bundle:${bundleKey}`, `${bundleKey}: all of ${initiativeKeys.join(", ")}, or none.`)),
    ...set.synergies.map(({ synergyGroupKey, kpiKey, bonus, bonusByCount }) =>
      one(`synergy:${synergyGroupKey}:${kpiKey}`, bonus === null ? `${synergyGroupKey} brings ${words(kpiKey)} by how many of it are in, from none on: ${bonusByCount.map(number).join("; ")}.` : `${synergyGroupKey} together bring ${number(bonus)} more ${words(kpiKey)}.`),
    ),
  ];
}
