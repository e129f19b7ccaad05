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

function subjectOf(family: string, rest: string[]): string {
  const [first = "", ...others] = rest;
  if (family === "target") return `${words(others.join(":"))}${first === "global" ? "" : `, ${first}`}`;
  if (first === "global" && !others.length) return "All";
  if (BY_KEY.has(first) && others.length) return `${words(first)} ${others.join(":")}`;
  return rest.join(" → ");
}

const FAMILIES: Record<string, string> = {
  capacity: "Capacity",
  cap: "Cap",
  floor: "Floor",
  target: "Target",
  mandatory: "Must be in:",
  forced_out: "Must stay out:",
  prerequisite: "Prerequisite",
  exclusion: "Exclusion",
  bundle: "Bundle",
  pin: "Pin",
};

/** A rule in a few words: "Capacity of team data in 2026-Q1". */
export function ruleWords(ruleId: string): string {
  const { family, subject, period } = ruleName(ruleId);
  const lead = FAMILIES[family] ?? words(family);
  const named = subject.replace(/^(Market|Department|Category|Program|Team|All) /, (word) => word.toLowerCase()).replace(/^All$/, "all initiatives");
  const between = lead.endsWith(":") ? " " : ["capacity", "cap", "floor"].includes(family) ? " of " : " ";
  return `${lead}${between}${between === " of " ? named : subject}${period ? ` in ${period}` : ""}`;
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
