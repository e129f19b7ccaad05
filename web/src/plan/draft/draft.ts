/** A draft: what is tried on a plan and not kept, in the engine's own grammar of edits. */

export interface Edit {
  readonly place: string;
  /** The new value; null takes the rule away. Empty for a rule that has none, such as mandatory:CHK-08. */
  readonly value: string | null;
}

export type Draft = readonly Edit[];
export type Force = "auto" | "in" | "out";

/** As in a link and, but for the sign of a removal, on the command line: `cap:market:UK=40`, `-cap:market:UK`. */
export function editText({ place, value }: Edit): string {
  return value === null ? `-${place}` : value ? `${place}=${value}` : place;
}

export function parseEdit(text: string): Edit {
  if (text.startsWith("-")) return { place: text.slice(1), value: null };
  const at = text.indexOf("=");
  return at < 0 ? { place: text, value: "" } : { place: text.slice(0, at), value: text.slice(at + 1) };
}

export function withEdit(draft: Draft, edit: Edit): Draft {
  const at = draft.findIndex((each) => each.place === edit.place);
  return at < 0 ? [...draft, edit] : draft.map((each, index) => (index === at ? edit : each));
}

export function without(draft: Draft, ...places: string[]): Draft {
  return draft.filter((each) => !places.includes(each.place));
}

const inPlace = (key: string) => `mandatory:${key}`;
const outPlace = (key: string) => `forced_out:${key}`;

export function forceOf(draft: Draft, key: string): Force {
  for (const { place, value } of draft) {
    if (value === null) continue;
    if (place === inPlace(key)) return "in";
    if (place === outPlace(key)) return "out";
  }
  return "auto";
}

export function withForce(draft: Draft, key: string, force: Force): Draft {
  const rest = without(draft, inPlace(key), outPlace(key));
  if (force === "auto") return rest;
  return [...rest, { place: force === "in" ? inPlace(key) : outPlace(key), value: "" }];
}

/** The edits of now that are other than before, and the places that went back to what the plan says. */
export function editsSince(before: Draft, now: Draft): { readonly edits: Draft; readonly back: readonly string[] } {
  const [then, places] = [new Map(before.map(({ place, value }) => [place, value])), new Set(now.map(({ place }) => place))];
  return {
    edits: now.filter(({ place, value }) => !then.has(place) || then.get(place) !== value),
    back: before.map(({ place }) => place).filter((place) => !places.has(place)),
  };
}

/** Initiatives that a draft itself says something of: in, out, or in which period and size. */
export function namedKeys(draft: Draft): ReadonlySet<string> {
  return new Set(draft.flatMap(({ place }) => /^(?:mandatory|forced_out|pin):(.+)$/.exec(place)?.[1] ?? []));
}

export const NEXT: Record<Force, Force> = { auto: "in", in: "out", out: "auto" };

/** The options of `optengine whatif` that say the same. */
export function commandLine(draft: Draft): string {
  const quoted = (text: string) => (/^[\w:@.=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const options = draft.map((edit) => {
    if (edit.value === null) return `--remove ${quoted(edit.place)}`;
    const [family, key] = [edit.place.split(":", 1)[0], edit.place.slice(edit.place.indexOf(":") + 1)];
    if (family === "mandatory") return `--force-in ${quoted(key)}`;
    if (family === "forced_out") return `--force-out ${quoted(key)}`;
    return `--set ${quoted(editText(edit))}`;
  });
  return ["optengine whatif plan.json", ...options].join(" ");
}
