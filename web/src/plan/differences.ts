/** What changes from one portfolio to another. */
import type { Answer } from "./session";

export type Placed = Answer["selected"][number];

export interface Differences {
  readonly entered: readonly Placed[];
  readonly left: readonly Placed[];
  readonly moved: readonly { readonly from: Placed; readonly to: Placed }[];
}

const NONE: Differences = { entered: [], left: [], moved: [] };

export function differences(before: Answer | null, now: Answer | null): Differences {
  if (!before || !now || before === now) return NONE;
  const [then, today] = [byKey(before), byKey(now)];
  const moved = now.selected.flatMap((to) => {
    const from = then.get(to.initiativeKey);
    return from && (from.periodKey !== to.periodKey || from.scope !== to.scope) ? [{ from, to }] : [];
  });
  return {
    entered: now.selected.filter((each) => !then.has(each.initiativeKey)),
    left: before.selected.filter((each) => !today.has(each.initiativeKey)),
    moved,
  };
}

/**
 * How far what is told of a change can be believed: "so far" while the answer to it is not proven, "unsure" where the plan before it never
 * was, so that some of it may be owed to that, and "known" where both are.
 */
export function standing(before: Answer | null, now: Answer | null): "unanswered" | "so far" | "unsure" | "known" {
  if (!now?.value || !before?.value) return "unanswered";
  if (!now.value.proven) return "so far";
  return before.value.proven ? "known" : "unsure";
}

export function byKey(answer: Answer | null): ReadonlyMap<string, Placed> {
  return new Map(answer?.selected.map((each) => [each.initiativeKey, each]));
}
