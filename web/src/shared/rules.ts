/** The ids of rules read: what family a rule is of, what it is about, and at which place of a draft it is edited. */
import { words } from "./format";

export interface RuleName {
  readonly family: string;
  readonly subject: string;
  readonly period: string | null;
}

const BY_KEY = new Set(["market", "department", "category", "program", "team"]);

export function ruleName(ruleId: string): RuleName {
  const [bare = "", period = null] = splitPeriod(ruleId);
  const [family = "", ...rest] = bare.split(":");
  return { family, subject: subjectOf(family, rest), period };
}

const ofTokens = (family: string) => ["capacity", "cap", "floor"].includes(family);

function subjectOf(family: string, rest: string[]): string {
  const [first = "", ...others] = rest;
  if (family === "synergy") return others.length ? `${first}, ${words(others.join(":"))}` : first;
  if (family === "formula" || family === "fair_share") return words(rest.join(":"));
  if (family === "exclusion") return rest.join(" and ");
  if (family === "prerequisite") return rest.join(" needs ");
  if (family === "target") return `${words(others.join(":"))}${first === "global" ? "" : `, ${first}`}`;
  if (first === "global" && !others.length) return "All";
  if (BY_KEY.has(first) && others.length) return `${words(first)} ${others.join(":")}`;
  return rest.join(" → ");
}

/** What a rule is called, up to what it is about. */
const FAMILIES: Record<string, string> = {
  capacity: "Capacity of ",
  cap: "Cap of ",
  floor: "Floor of ",
  target: "Target ",
  mandatory: "Must be in: ",
  forced_out: "Must stay out: ",
  prerequisite: "",
  exclusion: "Not both: ",
  bundle: "Bundle ",
  pin: "Pin of ",
  overhead: "Overhead ",
  formula: "Product of KPIs ",
  curve: "Response curve ",
  ratio: "Ratio ",
  synergy: "Synergy of ",
  fair_share: "Fair share of ",
  window: "Dates of ",
  choice: "What can be chosen of ",
};
const OF_INITIATIVES = new Set(["window", "choice"]);

/** Whether a draft can take a rule away: all but what is said of an initiative itself. */
export function isDroppable(ruleId: string): boolean {
  const { family } = ruleName(ruleId);
  return family in FAMILIES && !OF_INITIATIVES.has(family);
}

/** A rule in a few words: "Capacity of team data in 2026-Q1". */
export function ruleWords(ruleId: string): string {
  const [, key, field] = /^initiatives\[(.+)\]\.(\w+)/.exec(ruleId) ?? [];
  if (key && field) return `${words(field)} of ${key}`;
  const { family, subject, period } = ruleName(ruleId);
  const lead = FAMILIES[family] ?? `${words(family)} `;
  const named = ofTokens(family) ? subject.replace(/^(Market|Department|Category|Program|Team) /, (word) => word.toLowerCase()).replace(/^All$/, "all initiatives") : subject;
  return `${lead}${named}${period ? ` in ${period}` : ""}`;
}

/** A sentence of the engine with the rules that it names in words. */
export function said(sentence: string): string {
  return sentence.replace(/\b(?:capacity|cap|floor|target|pin|exclusion|prerequisite|bundle):[^\s,;"”]*[^\s,;.:"”]/g, (ruleId, at: number) => {
    const found = ruleWords(ruleId);
    return at === 0 ? found : found.charAt(0).toLowerCase() + found.slice(1);
  });
}

const IDS = new RegExp(`(?<![\\w:])(?:${Object.keys(FAMILIES).join("|")}):[^\\s,;()“”]*[^\\s,;()“”.:]`, "g");

/** A sentence of the engine with its rules in words, and its KPIs: about, a rule that it may be about, whose keys may have spaces. */
export function inWords(sentence: string, about = ""): string {
  const quoted = (ruleId: string) => `“${ruleWords(ruleId)}”`;
  const known = about.includes(":") ? sentence.replaceAll(about, quoted(about)) : sentence;
  return known.replace(IDS, quoted).replace(/(?<![\w:@/“])[a-z]+(?:_[a-z0-9]+)+(?![\w:@])/g, words);
}

/** The period of a rule is behind an @, before any further part. */
function splitPeriod(ruleId: string): [string, string?] {
  const found = /@([^:@]+)/.exec(ruleId);
  return found?.[1] ? [ruleId.replace(found[0], ""), found[1]] : [ruleId];
}

/** Where a limit is edited: capacities of a team, market or department hold in every period alike. */
export function placeOf(ruleId: string): string {
  return /^capacity:(?!global)/.test(ruleId) ? splitPeriod(ruleId)[0] : ruleId;
}
