/** The limits and targets of two plans as rows of one table. */
import { number } from "../../shared/format";
import type { PlansDiffQuery } from "../../graphql/generated";
import { ruleWords } from "../../shared/rules";
import type { FigureRow } from "./Figures";

type Diff = PlansDiffQuery["portfolioDiff"];

const of = (amount: string, limit: string) => `${number(amount)} of ${number(limit)}`;

export function limitRows(diff: Diff): FigureRow[] {
  const rules = diff.rules.map(({ ruleId, before, after }) => ({
    ruleId,
    before: before && of(before.used, before.limit),
    after: after && of(after.used, after.limit),
  }));
  const targets = diff.targets.map(({ ruleId, before, after }) => ({
    ruleId,
    before: before && of(before.achieved, before.target),
    after: after && of(after.achieved, after.target),
  }));
  return [...rules, ...targets].map(({ ruleId, before, after }) => ({ name: ruleWords(ruleId), before: before ?? "no such rule", after: after ?? "no such rule", delta: null, worse: 0 }));
}
