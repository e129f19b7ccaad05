/** The roadmap as a table: lanes of what initiatives have in common, a column for each period. */
import type { Candidate } from "../../plan/candidates";
import type { Differences, Placed } from "../../plan/differences";
import { add } from "../../shared/decimal";

export type LaneBy = "team" | "department" | "market" | "program";

export interface Item {
  readonly candidate: Candidate;
  readonly placed: Placed;
  readonly change: "entered" | "moved" | null;
}

export interface Lane {
  readonly name: string;
  readonly cells: ReadonlyMap<string, readonly Item[]>;
  readonly tokens: ReadonlyMap<string, string>;
}

const NONE = "—";

/** The lane of an initiative; of several teams, the one that gives most to it. */
function laneOf(each: Candidate, by: LaneBy): string {
  if (by === "department") return each.department ?? NONE;
  if (by === "market") return each.market ?? NONE;
  if (by === "program") return each.programKey ?? NONE;
  const most = each.teamTokens.toSorted((a, b) => Number(b.value) - Number(a.value))[0];
  return most?.key ?? NONE;
}

export function lanesOf(candidates: readonly Candidate[], selected: readonly Placed[], changes: Differences, by: LaneBy): Lane[] {
  const known = new Map(candidates.map((each) => [each.initiativeKey, each]));
  const entered = new Set(changes.entered.map((each) => each.initiativeKey));
  const moved = new Set(changes.moved.map(({ to }) => to.initiativeKey));
  const lanes = new Map<string, Map<string, Item[]>>();
  for (const placed of selected) {
    const candidate = known.get(placed.initiativeKey);
    if (!candidate) continue;
    const lane = laneOf(candidate, by);
    const cells = lanes.get(lane) ?? new Map<string, Item[]>();
    const period = placed.periodKey ?? "";
    const change = entered.has(placed.initiativeKey) ? "entered" : moved.has(placed.initiativeKey) ? "moved" : null;
    cells.set(period, [...(cells.get(period) ?? []), { candidate, placed, change }]);
    lanes.set(lane, cells);
  }
  return [...lanes]
    .sort(([a], [b]) => Number(a === NONE) - Number(b === NONE) || a.localeCompare(b))
    .map(([name, cells]) => ({ name, cells, tokens: new Map([...cells].map(([period, items]) => [period, total(items)])) }));
}

export function total(items: readonly Item[]): string {
  return items.reduce((sum, { placed }) => add(sum, placed.tokens ?? "0"), "0");
}
