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

/** The newest run, wherever its row is. */
export function lastRun(): LastRun | null {
  const moments = rows(RUNS).map((row) => instant(row.created_at));
  const newest = moments.reduce((best, moment, index) => (moment > (moments[best] ?? 0) ? index : best), 0);
  const row = moments[newest] ? shownRows(RUNS)[newest] : undefined;
  if (!row) return null;
  const text = (name: string): string => row[name] ?? "";
  return {
    scenario: text("scenario_name"),
    status: text("status"),
    finished: text("finished_at"),
    selected: text("selected_count"),
    value: text("total_value"),
    capacity: text("capacity_used"),
    gaps: text("gap_summary"),
    link: text("link_to_results"),
  };
}

function instant(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  const number = typeof value === "number" ? value : Date.parse(String(value));
  return Number.isNaN(number) ? 0 : number;
}
