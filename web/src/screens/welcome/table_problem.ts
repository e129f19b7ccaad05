/** A pasted table as a problem: which column is what, and what is wrong with its rows. */
import { isDecimal, plain } from "../../shared/decimal";

export const FIELDS = ["initiative_key", "title", "engineering_tokens", "value", "market", "department", "category"] as const;
export type Field = (typeof FIELDS)[number];

export const FIELD_NAMES: Record<Field, string> = {
  initiative_key: "Key",
  title: "Title",
  engineering_tokens: "Tokens",
  value: "Value",
  market: "Market",
  department: "Department",
  category: "Category",
};

const KNOWN: Record<Field, RegExp> = {
  initiative_key: /^(initiative.?)?(key|id|code)$/i,
  title: /^(title|name|initiative|summary)$/i,
  engineering_tokens: /(token|cost|effort|size|points)/i,
  value: /(value|benefit|gain|score|north.?star|revenue|gmv)/i,
  market: /^(market|country|region)$/i,
  department: /^(department|dept|team|area)$/i,
  category: /^(category|type|kind)$/i,
};

export type Mapping = Readonly<Record<Field, number>>;

/** The column of each field by the heads of the table; -1 where there is none. */
export function guessed(heads: readonly string[]): Mapping {
  const taken = new Set<number>();
  const found = FIELDS.map((field) => {
    const at = heads.findIndex((head, index) => !taken.has(index) && KNOWN[field].test(head.trim()));
    taken.add(at);
    return [field, at] as const;
  });
  return Object.fromEntries(found) as Record<Field, number>;
}

export interface PlanTerms {
  readonly name: string;
  readonly period: string;
  readonly capacity: string;
}

/** What is wrong, a sentence each; empty where the problem can be sent. */
export function tableFaults(rows: readonly (readonly string[])[], columns: Mapping, terms: PlanTerms): string[] {
  const faults: string[] = [];
  for (const needed of ["initiative_key", "engineering_tokens", "value"] as const)
    if (columns[needed] < 0) faults.push(`Say which column is the ${FIELD_NAMES[needed].toLowerCase()}.`);
  if (!isDecimal(terms.capacity)) faults.push("The capacity is a number of tokens.");
  if (faults.length) return faults;
  return rowFaults(rows, columns);
}

/** What is wrong with the rows themselves. */
export function rowFaults(rows: readonly (readonly string[])[], columns: Mapping): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  rows.forEach((row, index) => {
    const key = row[columns.initiative_key] ?? "";
    const place = `Row ${index + 1}`;
    if (!key) faults.push(`${place} has no key.`);
    else if (seen.has(key)) faults.push(`${place}: the key ${key} is there twice.`);
    seen.add(key);
    for (const field of ["engineering_tokens", "value"] as const) {
      const text = row[columns[field]] ?? "";
      if (text && !isDecimal(text)) faults.push(`${place}: ${FIELD_NAMES[field].toLowerCase()} ${text} is no number.`);
    }
  });
  return faults;
}

/** The problem as the text of a problem file, its numbers digit for digit. Call it only where there are no faults. */
export function tableProblem(rows: readonly (readonly string[])[], columns: Mapping, terms: PlanTerms): string {
  const members = (of: Record<string, string | null>) =>
    `{${Object.entries(of)
      .filter(([, written]) => written !== null)
      .map(([name, written]) => `${JSON.stringify(name)}: ${written ?? ""}`)
      .join(", ")}}`;
  const initiatives = rows.map((row) => {
    const cell = (field: Field) => row[columns[field]] ?? "";
    const text = (field: Field) => (cell(field) ? JSON.stringify(cell(field)) : null);
    const figure = (field: Field) => (cell(field) ? plain(cell(field)) : null);
    return members({
      initiative_key: text("initiative_key"),
      title: text("title") ?? text("initiative_key"),
      market: text("market"),
      department: text("department"),
      category: text("category"),
      engineering_tokens: figure("engineering_tokens"),
      kpi_contribution: members({ value: figure("value") }),
    });
  });
  const scenario = members({
    name: JSON.stringify(terms.name),
    period_key: JSON.stringify(terms.period),
    objective_mode: JSON.stringify("north_star"),
    north_star_kpi_key: JSON.stringify("value"),
    capacity_total_tokens: plain(terms.capacity),
  });
  const rules = members({ name: JSON.stringify(`Rules of ${terms.name}`) });
  return members({ scenario, constraint_set: rules, initiatives: `[${initiatives.join(",\n")}]` });
}
