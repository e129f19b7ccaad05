import type { LastRun } from "./shared";

export const CANDIDATES = "Candidates";
export const SCENARIO_CONFIG = "Scenario_Config";
export const RUNS = "Runs";
export const RESULTS = "Results_Portfolio";

/** The name under which a column is known, however people have written its header. */
export function headerName(text: unknown): string {
  return String(text)
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

/** The rows of a tab as they are shown, each with its cells by the name of the column; none where the tab is missing. */
function shownRows(tab: string): Record<string, string>[] {
  return byName(dataRange(tab)?.getDisplayValues() ?? []);
}

/** The same with the values behind what is shown. */
function rows(tab: string): Record<string, unknown>[] {
  return byName((dataRange(tab)?.getValues() ?? []) as unknown[][]);
}

function dataRange(tab: string): GoogleAppsScript.Spreadsheet.Range | undefined {
  return SpreadsheetApp.getActive().getSheetByName(tab)?.getDataRange();
}

function byName<T>([header = [], ...below]: T[][]): Record<string, T>[] {
  const names = header.map(headerName);
  return below.map((cells) => Object.fromEntries(cells.map((cell, column) => [names[column] ?? "", cell])));
}

export interface CandidateCount {
  readonly all: number;
  readonly ticked: number;
}

export function countCandidates(): CandidateCount {
  const keys = shownRows(CANDIDATES).map((row) => row.initiative_key?.trim() ?? "");
  const named = rows(CANDIDATES).filter((_, index) => keys[index] !== "");
  return { all: named.length, ticked: named.filter((row) => row.is_selected_for_run === true).length };
}

export function scenarioNames(): string[] {
  const names = shownRows(SCENARIO_CONFIG).map((row) => row.scenario_name?.trim() ?? "");
  return [...new Set(names.filter((name) => name !== ""))];
}

/** The scenario in whose row the person stands; empty elsewhere. */
export function scenarioAtCursor(): string {
  const sheet = SpreadsheetApp.getActive().getActiveSheet();
  if (sheet.getName() !== SCENARIO_CONFIG) return "";
  const row = sheet.getActiveCell().getRow();
  return shownRows(SCENARIO_CONFIG)[row - 2]?.scenario_name?.trim() ?? "";
}

/** The cell in which the person stands: its tab, the header of its column, its value, and its row by header. */
export interface CellAtCursor {
  readonly tab: string;
  readonly header: string;
  readonly value: unknown;
  readonly row: Readonly<Record<string, unknown>>;
}

export function cellAtCursor(): CellAtCursor | null {
  const sheet = SpreadsheetApp.getActive().getActiveSheet();
  const cell = sheet.getActiveCell();
  const [header = [], ...below] = sheet.getDataRange().getValues();
  const values = below[cell.getRow() - 2];
  if (!values) return null;
  const at = cell.getColumn() - 1;
  const named = header.map((name) => String(name).trim());
  const row = Object.fromEntries(values.map((value, column) => [headerName(named[column]), value]));
  return { tab: sheet.getName(), header: named[at] ?? "", value: values[at] ?? "", row };
}

/** The titles of all candidates by key. */
export function titles(): Record<string, string> {
  return Object.fromEntries(rows(CANDIDATES).map((row) => [textOf(row.initiative_key), textOf(row.title)]));
}

/** Whether the last plan of a scenario holds an initiative. */
export function isPlanned(key: string, scenario: string): boolean {
  const found = rows(RESULTS).find(
    (row) => textOf(row.initiative_key) === key && (!row.scenario_name || textOf(row.scenario_name) === scenario),
  );
  return found?.selected === true;
}

/** A setting of a scenario; empty where it is not said. */
export function setting(scenario: string, name: string): string {
  const row = rows(SCENARIO_CONFIG).find((each) => textOf(each.scenario_name) === scenario);
  return textOf(row?.[name]);
}

export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

/** The id of the newest run of a scenario that found a plan; empty where there is none. */
export function plannedRun(scenario: string): string {
  const found = rows(RUNS).filter((row) => row.status === "success" && textOf(row.scenario_name) === scenario);
  const newest = found.sort((one, other) => instant(other.created_at) - instant(one.created_at))[0];
  return textOf(newest?.run_id);
}

/** Figures with thousands apart, as 1,234.5. */
export function grouped(text: string): string {
  return text.replace(/^(-?\d+)(\.\d+)?$/, (_, whole: string, rest: string | undefined) => {
    return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ?? "");
  });
}

/** The newest run, wherever its row is. */
export function lastRun(): LastRun | null {
  const moments = rows(RUNS).map((row) => instant(row.created_at));
  const newest = moments.reduce((best, moment, index) => (moment > (moments[best] ?? 0) ? index : best), 0);
  const row = moments[newest] ? shownRows(RUNS)[newest] : undefined;
  if (!row) return null;
  const text = (name: string): string => row[name] ?? "";
  return {
    name: text("run_name"),
    scenario: text("scenario_name"),
    status: text("status"),
    finished: text("finished_at"),
    selected: grouped(text("selected_count")),
    value: grouped(text("total_value")),
    capacity: grouped(text("capacity_used")),
    gaps: text("gap_summary"),
    link: text("link_to_results"),
  };
}

function instant(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  const number = typeof value === "number" ? value : Date.parse(String(value));
  return Number.isNaN(number) ? 0 : number;
}
