/** A draft stored: its scenario, its rules and a run of both, whose portfolio is checked and explained. */
import type { Client } from "urql";

import { KeepRulesDocument, KeepRunDocument, KeepScenarioDocument } from "../../graphql/generated";
import type { Draft, Edit } from "../../plan/draft";

export type Owner = "scenario" | "rules" | "initiatives";

/** What an edit changes. */
export function ownerOf({ place }: Edit): Owner {
  if (/^(scenario\.|capacity:)/.test(place)) return "scenario";
  return place.startsWith("initiatives[") ? "initiatives" : "rules";
}

export interface Kept {
  readonly scenarioId: string;
  readonly rulesId: string | null;
}

interface Refusal {
  readonly __typename: "MutationFailed";
  readonly errors: readonly { readonly message: string }[];
}

function settled<T extends { readonly __typename: string }>(answer: T | Refusal | undefined, error: Error | undefined): Exclude<T, Refusal> {
  if (!answer) throw error ?? new Error("The server did not answer.");
  if (answer.__typename === "MutationFailed") throw new Error((answer as Refusal).errors.map((each) => each.message).join(" "));
  return answer as Exclude<T, Refusal>;
}

const asInput = ({ place, value }: Edit) => ({ place, value: value ?? "", kind: value === null ? ("REMOVE" as const) : ("SET" as const) });

/** Raises an error with the engine's own words where something cannot be stored. */
export async function keep(client: Client, from: Kept, draft: Draft, name: string): Promise<Kept> {
  const of = (owner: Owner) => draft.filter((edit) => ownerOf(edit) === owner).map(asInput);
  let { scenarioId, rulesId } = from;
  if (of("scenario").length) {
    const { data, error } = await client.mutation(KeepScenarioDocument, { input: { id: scenarioId, name, edits: of("scenario") } }).toPromise();
    scenarioId = settled(data?.scenarioClone, error).scenario.id;
  }
  if (of("rules").length && rulesId !== null) {
    const { data, error } = await client.mutation(KeepRulesDocument, { input: { id: rulesId, name, edits: of("rules") } }).toPromise();
    rulesId = settled(data?.constraintSetClone, error).constraintSet.id;
  }
  const { data, error } = await client.mutation(KeepRunDocument, { input: { scenarioId, constraintSetId: rulesId } }).toPromise();
  settled(data?.runStart, error);
  return { scenarioId, rulesId };
}
