/** What can be compared: the plan as it is stored, the draft, and every plan that was kept, in one form. */
import type { Client } from "urql";

import { KeptPlanDocument, type KeptPlanQuery } from "../../graphql/generated";
import type { Answer } from "../../plan/session";
import { add } from "../../shared/decimal";
import type { Grade } from "../../shared/proof";

/** The sides that need no keeping; all others are ids of kept plans. */
export const STORED = "stored";
export const DRAFT = "draft";

export interface Place {
  readonly periodKey: string | null;
  readonly scope: string | null;
  readonly tokens: string | null;
}

export interface Reach {
  readonly ruleId: string;
  readonly used: string;
  readonly limit: string;
}

export interface OnCurve {
  readonly ruleId: string;
  readonly raw: string;
  readonly counted: string;
  readonly points: readonly { readonly raw: string; readonly counted: string }[];
}

export interface Side {
  readonly grade: Grade;
  readonly items: ReadonlyMap<string, Place>;
  readonly titles: ReadonlyMap<string, string>;
  readonly tokens: string;
  readonly stages: readonly { readonly name: string; readonly value: string; readonly moreIsBetter: boolean }[];
  readonly kpis: readonly { readonly kpiKey: string; readonly total: string }[];
  /** Of capacities, floors, caps and targets. */
  readonly limits: readonly Reach[];
  readonly curves: readonly OnCurve[];
  readonly broken: readonly { readonly ruleId: string; readonly message: string }[];
}

interface Targeted {
  readonly ruleId: string;
  readonly achieved: string;
  readonly target: string;
}

const reaches = (usage: readonly Reach[], targets: readonly Targeted[]): Reach[] => [...usage, ...targets.map(({ ruleId, achieved, target }) => ({ ruleId, used: achieved, limit: target }))];

/** Null where it has no portfolio, or none yet. */
export function sideOfAnswer(answer: Answer | null): Side | null {
  if (!answer?.value) return null;
  const tokens = [...answer.selected.map((each) => each.tokens ?? "0"), ...answer.overheads.map((each) => each.tokens)];
  return {
    grade: answer.value.proven ? "proven" : "between",
    items: new Map(answer.selected.map((each) => [each.initiativeKey, each])),
    titles: new Map(),
    tokens: tokens.reduce(add, "0"),
    stages: answer.stages,
    kpis: answer.kpis,
    limits: reaches(answer.usage, answer.targets),
    curves: answer.curves,
    broken: [],
  };
}

type Kept = NonNullable<KeptPlanQuery["portfolio"]>;

export function sideOfKept({ run, summary, review }: Kept, items: Kept["items"]["nodes"]): Side {
  return {
    grade: run?.solutionStatus === "OPTIMAL" && !summary.overridden ? "proven" : "between",
    items: new Map(items.map((each) => [each.initiativeKey, each])),
    titles: new Map(items.map((each) => [each.initiativeKey, each.title])),
    tokens: review.tokens,
    stages: review.stages.map(({ name, value, smallerIsBetter }) => ({ name, value, moreIsBetter: !smallerIsBetter })),
    kpis: review.kpis,
    limits: reaches(review.usage, review.targets),
    curves: review.curves,
    broken: review.broken,
  };
}

async function keptPart(client: Client, id: string, after: string | null): Promise<Kept> {
  const { data, error } = await client.query(KeptPlanDocument, { id, after }).toPromise();
  if (!data?.portfolio) throw error ?? new Error("This plan is not here.");
  return data.portfolio;
}

/** A kept plan with all that is in it. Raises an error where it is not there. */
export async function keptSide(client: Client, id: string): Promise<Side> {
  let kept = await keptPart(client, id, null);
  const items = [...kept.items.nodes];
  while (kept.items.pageInfo.hasNextPage) {
    kept = await keptPart(client, id, kept.items.pageInfo.endCursor);
    items.push(...kept.items.nodes);
  }
  return sideOfKept(kept, items);
}
