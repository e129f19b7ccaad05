/** A draft stored whole, as scenario, rules, run and portfolio; or the stored plan run as it is. */
import type { Client } from "urql";

import { KeepDraftDocument, KeepRunDocument } from "../../graphql/generated";
import type { Draft } from "../../plan/draft/draft";
import type { Stand } from "../../plan/session";

export interface Kept {
  readonly scenarioId: string;
  readonly rulesId: string | null;
}

interface Refusal {
  readonly __typename: "MutationFailed";
  readonly errors: readonly { readonly message: string }[];
}

/** What only a rehearsal answers, which nothing here asks for. */
interface Rehearsed {
  readonly __typename: "StartRehearsed";
}

/** Edits of initiatives are made where these are kept, for all plans. */
export const ofInitiatives = (draft: Draft): Draft => draft.filter(({ place }) => place.startsWith("initiatives["));

function settled<T extends { readonly __typename: string }>(answer: T | Refusal | undefined, error: Error | undefined): Exclude<T, Refusal | Rehearsed> {
  if (!answer) throw error ?? new Error("The server did not answer.");
  if (answer.__typename === "MutationFailed") throw new Error((answer as Refusal).errors.map((each) => each.message).join(" "));
  return answer as Exclude<T, Refusal | Rehearsed>;
}

/** stand: the draft of the live session; all of it is stored or nothing. Raises an error with the engine's own words. */
export async function keepDraft(client: Client, stand: Stand, name: string): Promise<Kept> {
  const { data, error } = await client.mutation(KeepDraftDocument, { input: { ...stand, name } }).toPromise();
  const { run } = settled(data?.sessionKeep, error);
  return { scenarioId: run.scenarioId, rulesId: run.constraintSetId ?? null };
}

/** Raises an error with the engine's own words where the plan cannot be run. */
export async function runStored(client: Client, { scenarioId, rulesId }: Kept): Promise<Kept> {
  const { data, error } = await client.mutation(KeepRunDocument, { input: { scenarioId, constraintSetId: rulesId } }).toPromise();
  settled(data?.runStart, error);
  return { scenarioId, rulesId };
}
