import { CANDIDATES, headerName, SCENARIO_CONFIG, setting, textOf, type CellAtCursor } from "./tabs";

const OF_INITIATIVES = ["engineering_tokens", "engineering_tokens_mvp", "engineering_tokens_full", "active_overall_score"];
const MEMBERS: Record<string, string> = {
  "team:": "team_tokens",
  "team_mvp:": "team_tokens_mvp",
  "kpi:": "kpi_contribution",
  "score:": "scores",
};

/** Where the figure of a cell stands in a problem; label: how people call it; behind: what follows its value. */
export interface Place {
  readonly place: string;
  readonly label: string;
  readonly behind: string;
}

/** The place of a cell that holds a figure that decides; null for any other. */
export function placeOf({ tab, header, row }: CellAtCursor, scenario: string): Place | null {
  const name = headerName(header);
  const text = (column: string): string => textOf(row[column]);
  const at = (place: string, label: string, behind = ""): Place => ({ place, label, behind });
  const period = text("period_key") ? `@${text("period_key")}` : "";
  if (tab === CANDIDATES && text("initiative_key")) return ofInitiative(header, text("initiative_key"), scenario, at);
  if (tab === SCENARIO_CONFIG && name === "capacity_total_tokens" && text("scenario_name") === scenario) {
    return at("scenario.capacity_total_tokens", "tokens in all");
  }
  if (tab === "Capacity" && /^\d{4}/.test(header) && text("kind")) {
    const [kind, key] = [text("kind"), text("key")];
    const label = `${[kind === "global" ? "total" : kind, key].join(" ").trim()}, ${header}`;
    if (kind === "global") return at(`scenario.capacity_by_period[${header}]`, label);
    const whole = new Set(Object.keys(row).filter((each) => /^\d{4}/.test(each)).map((each) => textOf(row[each])));
    return whole.size === 1 ? at(`capacity:${kind}:${key}`, `${kind} ${key}`) : at(`cap:${kind}:${key}@${header}`, label);
  }
  if (tab === "Constraints" && name === `${text("constraint_type") === "floor" ? "min" : "max"}_tokens`) {
    const kind = text("constraint_type");
    if (kind !== "floor" && kind !== "cap") return null;
    const rule = [kind, text("dimension"), text("key")].filter((part) => part !== "").join(":");
    return at(`${rule}${period}`, `${kind} of ${text("dimension")} ${text("key")}`.trim());
  }
  if (tab === "Targets" && name === "target_value" && text("kpi_key")) {
    const market = text("market") || "global";
    const label = `${text("floor_or_goal")} of ${text("kpi_key")}, ${market}`;
    return at(`target:${market}:${text("kpi_key")}${period}`, label, ` ${text("floor_or_goal")}`);
  }
  return null;
}

function ofInitiative(header: string, key: string, scenario: string, at: (place: string, label: string) => Place): Place | null {
  const name = headerName(header);
  const own = `initiatives[${key}]`;
  if (OF_INITIATIVES.includes(name)) return at(`${own}.${name}`, name);
  if (name === "north_star_contribution") {
    return at(`${own}.kpi_contribution[${setting(scenario, "north_star_kpi_key") || "north_star"}]`, name);
  }
  const family = Object.keys(MEMBERS).find((each) => header.toLowerCase().startsWith(each));
  return family ? at(`${own}.${MEMBERS[family] ?? ""}[${header.slice(family.length).trim()}]`, header) : null;
}
