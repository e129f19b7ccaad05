/** The rows of the Board: each candidate with what the plan makes of it. */
import type { Candidate } from "../../plan/candidates";
import { forceOf, parseEdit, type Draft, type Force } from "../../plan/draft/draft";
import { byKey, type Differences } from "../../plan/differences";
import type { Answer } from "../../plan/session";
import { compare } from "../../shared/decimal";
import type { Price } from "./prices";
import { constant } from "../../shared/format";

export type Change = "entered" | "left" | "moved" | null;

/** Whether it is broken or done already, and the engine's reasons. */
export interface Apart {
  readonly text: "Broken" | "Delivered";
  readonly reasons: string;
}

export interface BoardRow {
  readonly key: string;
  readonly title: string;
  readonly market: string;
  readonly department: string;
  readonly tokens: string | null;
  readonly value: string | null;
  /** What a change of mind about it costs; null where that was not asked, or is not known. */
  readonly price: Price | null;
  readonly size: string;
  readonly period: string;
  readonly planned: boolean;
  readonly change: Change;
  readonly force: Force;
  /** Why it is in or out whatever the draft says; empty where nothing stored says so. */
  readonly fixed: string;
  /** Why no plan has it; null for a candidate. */
  readonly apart: Apart | null;
}

/** What the draft says of initiatives, as a text: the same one while only limits change. */
export function forcesOf(draft: Draft): string {
  return draft.flatMap(({ place, value }) => (value !== null && /^(mandatory|forced_out):/.test(place) ? [place] : [])).join("\n");
}

export function boardRows(candidates: readonly Candidate[], shown: Answer | null, changes: Differences, forces: string, prices: ReadonlyMap<string, Price>, northStar: string | null): BoardRow[] {
  const draft = forces ? forces.split("\n").map(parseEdit) : [];
  const placed = byKey(shown);
  const absent = new Map(shown?.absences.map((each) => [each.initiativeKey, each]));
  const change = new Map<string, Change>([
    ...changes.moved.map(({ to }) => [to.initiativeKey, "moved"] as const),
    ...changes.entered.map((each) => [each.initiativeKey, "entered"] as const),
    ...changes.left.map((each) => [each.initiativeKey, "left"] as const),
  ]);
  const stage = shown?.value?.name ?? "";
  const measure = stage === "north_star" ? (northStar ?? stage) : stage;
  return candidates.map((each) => {
    const place = placed.get(each.initiativeKey);
    const [absence, force] = [absent.get(each.initiativeKey), forceOf(draft, each.initiativeKey)];
    const reasons = absence?.reasons.join("; ") ?? "";
    return {
      key: each.initiativeKey,
      title: each.title || each.initiativeKey,
      market: each.market ?? "",
      department: each.department ?? "",
      tokens: place?.tokens ?? each.engineeringTokens ?? each.engineeringTokensFull,
      value: each.kpiContribution.find(({ key }) => key === measure)?.value ?? null,
      price: prices.get(each.initiativeKey) ?? null,
      size: place?.scope && place.scope !== "NONE" ? (place.scope === "MVP" ? "MVP" : constant(place.scope)) : "",
      period: place?.periodKey ?? "",
      planned: place !== undefined,
      change: change.get(each.initiativeKey) ?? null,
      force,
      fixed: each.isMandatory ? "It is mandatory: the initiative itself says so." : absence?.kind === "UNSELECTABLE" && force !== "out" ? `It cannot be selected: ${reasons}.` : "",
      apart: absence && absence.kind !== "UNSELECTABLE" ? { text: absence.kind === "INVALID" ? "Broken" : "Delivered", reasons } : null,
    };
  });
}

/** Whether both look the same in the list. */
export function sameRow(a: BoardRow, b: BoardRow): boolean {
  if (a === b) return true;
  const apart = a.apart?.text === b.apart?.text && a.apart?.reasons === b.apart?.reasons;
  return apart && (Object.keys(a) as (keyof BoardRow)[]).every((field) => field === "apart" || a[field] === b[field]);
}

export type Column = "planned" | "key" | "title" | "market" | "department" | "tokens" | "size" | "period" | "value" | "price" | "force";

export interface Sort {
  readonly column: Column;
  readonly descending: boolean;
}

export interface Filter {
  readonly search: string;
  readonly state: "all" | "in" | "out" | "changed" | "forced" | "apart";
  readonly market: string;
  readonly department: string;
}

const STATES: Record<Filter["state"], (row: BoardRow) => boolean> = {
  all: () => true,
  in: (row) => row.planned,
  out: (row) => !row.planned && !row.apart,
  changed: (row) => row.change !== null,
  forced: (row) => row.force !== "auto",
  apart: (row) => row.apart !== null,
};

/** Rows as they were when somebody changed them: where these stand in the list is what counts until it is filtered or sorted anew. */
export type Held = ReadonlyMap<string, BoardRow>;

export function filtered(rows: readonly BoardRow[], { search, state, market, department }: Filter, held: Held): BoardRow[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter(
    (row) =>
      STATES[state](held.get(row.key) ?? row) &&
      (!market || row.market === market) &&
      (!department || row.department === department) &&
      (!wanted || `${row.key} ${row.title}`.toLowerCase().includes(wanted)),
  );
}

/** Sorted by a column; of equal ones the key decides. What has no figure comes last. */
export function sorted(rows: readonly BoardRow[], { column, descending }: Sort, held: Held): BoardRow[] {
  const sign = descending ? -1 : 1;
  const stands = (row: BoardRow) => held.get(row.key) ?? row;
  return rows.toSorted((a, b) => sign * order(stands(a), stands(b), column) || WORDS.compare(a.key, b.key));
}

const WORDS = new Intl.Collator();

function order(a: BoardRow, b: BoardRow, column: Column): number {
  if (column === "planned") return Number(b.planned) - Number(a.planned) || Number(a.apart !== null) - Number(b.apart !== null);
  if (column === "tokens" || column === "value" || column === "price") {
    const [x, y] = column === "price" ? [a.price?.least ?? null, b.price?.least ?? null] : [a[column], b[column]];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return compare(x, y);
  }
  return WORDS.compare(a[column], b[column]);
}
