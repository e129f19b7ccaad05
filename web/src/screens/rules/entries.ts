/** The entries of a stored set of rules by their ids, and a draft as changes of them. */
import type { ConstraintSetEntriesInput, RuleSetFragment } from "../../graphql/generated";
import type { Draft, Edit } from "../../plan/draft/draft";
import { plain } from "../../shared/decimal";
import { parsePoints, pointsText } from "./points";

type Entries = Required<ConstraintSetEntriesInput>;
type List = keyof Entries;
type Entry = Readonly<Record<string, unknown>> | string;

interface Family {
  readonly list: List;
  /** What an id says behind its family. */
  readonly parts: (entry: Record<string, string | null>) => readonly (string | null | undefined)[];
  /** The field that a draft gives anew, as text and back. */
  readonly field?: string;
  readonly write?: (value: never) => string;
  readonly read?: (text: string) => unknown;
}

const bearer = (entry: Record<string, string | null>) => [entry.dimension?.toLowerCase(), entry.key];
const figures = (value: readonly string[]) => value.map(plain).join(", ");
const FAMILIES: Readonly<Record<string, Family>> = {
  floor: { list: "floors", parts: bearer, field: "minTokens" },
  cap: { list: "caps", parts: bearer, field: "maxTokens" },
  target: { list: "targets", parts: ({ market, kpiKey }) => [market ?? "global", kpiKey], field: "targetValue", read: (text) => text.split(" ", 1)[0] },
  mandatory: { list: "mandatoryInitiatives", parts: () => [] },
  forced_out: { list: "forcedOut", parts: () => [] },
  prerequisite: { list: "prerequisites", parts: ({ initiativeKey, requires }) => [initiativeKey, requires] },
  exclusion: { list: "exclusions", parts: ({ firstKey, secondKey }) => [firstKey, secondKey] },
  bundle: { list: "bundles", parts: ({ bundleKey }) => [bundleKey] },
  synergy: { list: "synergies", parts: ({ synergyGroupKey, kpiKey }) => [synergyGroupKey, kpiKey] },
  fair_share: { list: "fairShares", parts: ({ kpiKey }) => [kpiKey] },
  pin: { list: "pins", parts: ({ initiativeKey }) => [initiativeKey] },
  ratio: { list: "ratios", parts: ({ ratioKey }) => [ratioKey], field: "atLeast" },
  overhead: { list: "overheads", parts: ({ overheadKey }) => [overheadKey], field: "tokensByCount", write: figures, read: (text) => text.split(",").map((each) => each.trim()) },
  formula: { list: "kpiFormulas", parts: ({ kpiKey }) => [kpiKey], field: "times" },
  curve: { list: "responseCurves", parts: ({ curveKey }) => [curveKey], field: "points", write: pointsText, read: parsePoints },
};

function placeOfEntry(family: string, entry: Entry): string {
  if (typeof entry === "string") return `${family}:${entry}`;
  const fields = entry as Record<string, string | null>;
  const limits = ["floor", "cap", "target"].includes(family);
  const parts = (FAMILIES[family]?.parts(fields) ?? []).filter((each): each is string => each != null);
  return `${[family, ...parts].join(":")}${limits && fields.periodKey ? `@${fields.periodKey}` : ""}`;
}

/** The entry of a place, where the set has one. */
function entryOf(set: RuleSetFragment, place: string): Entry | null {
  const family = place.split(":", 1)[0] ?? "";
  const list = FAMILIES[family]?.list;
  if (!list) return null;
  const reversed = family === "exclusion" ? place.replace(/^exclusion:(.+):(.+)$/, "exclusion:$2:$1") : place;
  return (set[list] as readonly Entry[]).find((entry) => [place, reversed].includes(placeOfEntry(family, entry))) ?? null;
}

/** What a set says at a place; null where it says nothing there, empty for a rule without a value. */
export function storedValue(set: RuleSetFragment, place: string): string | null {
  const [family, entry] = [FAMILIES[place.split(":", 1)[0] ?? ""], entryOf(set, place)];
  if (!family || entry === null) return null;
  if (typeof entry === "string") return "";
  if (family.list === "pins") return [entry.periodKey, (entry.scope as string | null)?.toLowerCase()].filter(Boolean).join(" ");
  const value = family.field === undefined ? "" : entry[family.field];
  return family.write ? family.write(value as never) : family.field ? plain(value as string) : "";
}

/** A record as it is sent: without what the client notes in it. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (name === "__typename" ? [] : [[name, bare(each)]])));
}

export interface Changes {
  readonly add: ConstraintSetEntriesInput;
  readonly change: ConstraintSetEntriesInput;
  readonly remove: string[];
}

/** Whether an edit can be stored in the set itself; limits of the scenario and figures of initiatives cannot. */
export function isStorable(set: RuleSetFragment, { place, value }: Edit): boolean {
  if (entryOf(set, place) !== null) return true;
  return value !== null && /^(mandatory|forced_out|pin):./.test(place);
}

/** A draft as changes of single entries; others stay as they are, whoever changes them. */
export function changesOf(set: RuleSetFragment, draft: Draft): Changes {
  const [add, change]: Record<string, unknown[]>[] = [{}, {}];
  const remove: string[] = [];
  const put = (into: Record<string, unknown[]> | undefined, list: List, entry: unknown) => void (into && (into[list] = [...(into[list] ?? []), entry]));
  for (const { place, value } of draft) {
    const [name = "", key] = [place.split(":", 1)[0], place.slice(place.indexOf(":") + 1)];
    const [family, entry] = [FAMILIES[name], entryOf(set, place)];
    if (!family) continue;
    const [periodKey = null, scope = null] = name === "pin" && value ? pinOf(value) : [];
    if (value === null) {
      if (entry !== null) remove.push(placeOfEntry(name, entry));
    } else if (name === "pin") put(entry ? change : add, "pins", { initiativeKey: key, periodKey, scope });
    else if (entry === null) put(add, family.list, key);
    else if (family.field && typeof entry !== "string") put(change, family.list, { ...(bare(entry) as object), [family.field]: family.read ? family.read(value) : value });
  }
  return { add: add ?? {}, change: change ?? {}, remove };
}

function pinOf(value: string): [string | null, string | null] {
  const words = value.split(" ").filter(Boolean);
  const isScope = (word: string) => ["mvp", "full", "custom"].includes(word);
  return [words.find((word) => !isScope(word)) ?? null, words.find(isScope)?.toUpperCase() ?? null];
}
