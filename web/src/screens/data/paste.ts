/** Pasted rows over the candidates that are stored: what each row would change. */
import type { InitiativeInput } from "../../graphql/generated";
import type { Candidate } from "../../plan/candidates";
import { compare, isDecimal, plain } from "../../shared/decimal";
import { FIELD_NAMES, FIELDS, type Field, type Mapping } from "../welcome/table_problem";

export interface Effect {
  readonly key: string;
  readonly isNew: boolean;
  /** Field by field, what is stored and what is pasted; empty where nothing changes. */
  readonly changes: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly input: InitiativeInput;
}

type Written = Exclude<Field, "initiative_key">;
const INPUTS = { title: "title", engineering_tokens: "engineeringTokens", market: "market", department: "department", category: "category" } as const;

function same(a: string, b: string): boolean {
  return a === b || (isDecimal(a) && isDecimal(b) && compare(a, b) === 0);
}

export interface Plan {
  /** The KPI that a value is of. */
  readonly measure: string;
  /** The first is the one that an initiative becomes a candidate for, where it is none of the plan. */
  readonly periods: readonly string[];
}

/** The effect of each row, in their order, over the whole backlog. Empty cells, and columns that are not there, change nothing. Call it only where the rows have no faults. */
export function effectsOf(rows: readonly (readonly string[])[], columns: Mapping, backlog: readonly Candidate[], { measure, periods }: Plan): Effect[] {
  const stored = new Map(backlog.map((each) => [each.initiativeKey, each]));
  const pool = { isOptimizationCandidate: true, candidatePeriodKey: periods[0] ?? null };
  return rows.map((row) => {
    const key = row[columns.initiative_key] ?? "";
    const known = stored.get(key);
    const takesPart = known?.isOptimizationCandidate && (known.candidatePeriodKey === null || periods.includes(known.candidatePeriodKey));
    const before = (field: Written) => (field === "value" ? known?.kpiContribution.find((each) => each.key === measure)?.value : known?.[INPUTS[field]]) ?? "";
    const told = FIELDS.flatMap((field) => {
      const to = field === "initiative_key" ? "" : (row[columns[field]] ?? "");
      return field !== "initiative_key" && to && !same(before(field), to) ? [{ field, from: before(field), to: field === "value" || field === "engineering_tokens" ? plain(to) : to }] : [];
    });
    const fields = told.map(({ field, to }): [string, unknown] =>
      field === "value" ? ["kpiContribution", [...(known?.kpiContribution ?? []).filter((each) => each.key !== measure), { key: measure, value: to }]] : [INPUTS[field], to],
    );
    const changes = told.map(({ field, from, to }) => ({ name: FIELD_NAMES[field], from, to }));
    return {
      key,
      isNew: !known,
      changes: known && !takesPart ? [...changes, { name: "Candidate", from: known.isOptimizationCandidate ? (known.candidatePeriodKey ?? "") : "no", to: `for ${periods[0] ?? "any period"}` }] : changes,
      input: { initiativeKey: key, ...(known ? { ifVersion: known.version } : { title: key }), ...(takesPart ? {} : pool), ...Object.fromEntries(fields) },
    };
  });
}
