/** The facts of a page of reasons in the order in which they are asked for: what decides first, what everybody knows last. */
import type { WhyFollowSubscription } from "../../graphql/generated";
import type { Edit } from "../../plan/draft/draft";
import { isDroppable, ruleName } from "../../shared/rules";

export type Result = Extract<NonNullable<WhyFollowSubscription["analysisProgress"]["result"]>, { __typename: "WhyResult" }>;
export type Fact = Result["facts"][number];

interface Part {
  readonly kind: Fact["kind"];
  readonly head: string;
}

const OF_INITIATIVE: readonly Part[] = [
  { kind: "WHY_NOT", head: "Why it is not in" },
  { kind: "WHY_IN", head: "Why it is in" },
  { kind: "CONFLICT", head: "What collides" },
  { kind: "HELP", head: "What would change that" },
  { kind: "LIMIT", head: "What limits it" },
  { kind: "TARGET", head: "Targets" },
  { kind: "INPUT", head: "What is known of it" },
  { kind: "ANSWER", head: "The whole plan" },
];
const OF_PORTFOLIO: readonly Part[] = [
  { kind: "CONFLICT", head: "What collides" },
  { kind: "ANSWER", head: "The answer" },
  { kind: "HELP", head: "What would help most" },
  { kind: "LIMIT", head: "What limits it" },
  { kind: "TARGET", head: "Targets" },
  { kind: "WHY_IN", head: "What it owes to those that are in" },
  { kind: "WHY_NOT", head: "What those outside would cost" },
  { kind: "INPUT", head: "Who takes no part" },
];

/** Sections that say something. What the verdict says already is left out, and in reasons what is proven comes first. */
export function sectionsOf({ subject, verdict, facts }: Pick<Result, "subject" | "verdict" | "facts">): readonly (Part & { readonly facts: readonly Fact[] })[] {
  return (subject ? OF_INITIATIVE : OF_PORTFOLIO)
    .map(({ kind, head }) => {
      const own = facts.filter((fact) => fact.kind === kind && fact.sentence !== verdict);
      const isReason = subject && (kind === "WHY_IN" || kind === "WHY_NOT");
      return { kind, head, facts: isReason ? own.toSorted((a, b) => Number(b.proof === "PROVEN") - Number(a.proof === "PROVEN")) : own };
    })
    .filter((section) => section.facts.length);
}

/** The edit that does without the rule that would help; a capacity is a matter of how much, and no rule to do without. */
export function helpEdit({ kind, subject }: Fact): Edit | null {
  return kind === "HELP" && subject.includes(":") && ruleName(subject).family !== "capacity" && isDroppable(subject) ? { place: subject, value: null } : null;
}
