/** The candidates of a plan, all pages of them, read once and then kept by the client. */
import { useEffect, useState } from "react";
import { useClient, type Client } from "urql";

import { CandidatesDocument, type CandidatesQuery } from "../graphql/generated";

export type Candidate = CandidatesQuery["initiatives"]["nodes"][number];

/** periods: null for the whole backlog. fresh: as they are stored now, and not as the client may have kept them. */
export async function allCandidates(client: Client, periods: readonly string[] | null, fresh = false): Promise<Candidate[]> {
  const found: Candidate[] = [];
  let after: string | null = null;
  do {
    const { data, error }: { data?: CandidatesQuery; error?: Error } = await client
      .query(CandidatesDocument, { periods: periods && [...periods], after }, { requestPolicy: fresh ? "network-only" : "cache-first" })
      .toPromise();
    if (!data) throw error ?? new Error("no answer");
    found.push(...data.initiatives.nodes);
    after = data.initiatives.pageInfo.hasNextPage ? data.initiatives.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

export interface Candidates {
  readonly rows: readonly Candidate[];
  readonly ready: boolean;
  readonly failed: string | null;
}

const NONE: Candidates = { rows: [], ready: false, failed: null };

export function periodsOf({ periodKey, periods }: { readonly periodKey: string; readonly periods: readonly string[] }): string[] {
  return [...new Set([periodKey, ...periods])];
}

/** Those that a run of the scenario would take: candidates of its periods, and of none in particular. */
export function useCandidates(scenario: Parameters<typeof periodsOf>[0]): Candidates {
  const client = useClient();
  const [found, set] = useState(NONE);
  const key = periodsOf(scenario).join(" ");
  useEffect(() => {
    let wanted = true;
    allCandidates(client, key.split(" ")).then(
      (rows) => wanted && set({ rows, ready: true, failed: null }),
      (error: unknown) => wanted && set({ rows: [], ready: true, failed: error instanceof Error ? error.message : "It failed." }),
    );
    return () => {
      wanted = false;
    };
  }, [client, key]);
  return found;
}
