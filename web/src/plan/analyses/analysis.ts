/** Analyses of the plan as it is stored: asked for, followed while a worker computes them, also after the page is loaded anew, and given up. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient, type TypedDocumentNode } from "urql";

import { AnalysisGiveUpDocument, type AnalysisStateFragment, type BegunFragment } from "../../graphql/generated";
import { usePlan } from "../plan";

interface Target {
  readonly scenarioId: string;
  readonly constraintSetId: string | null;
}

interface Named {
  readonly __typename: string;
}

interface FollowData<R> {
  readonly analysisProgress: AnalysisStateFragment & { readonly result: R | null };
}

export interface Known<R> {
  readonly state: "none" | "waiting" | "running" | "done" | "failed";
  readonly result: R | null;
  /** How far it is, or why it failed; empty where there is nothing to say. */
  readonly told: string;
}

export interface Analysis<I, R> extends Known<R> {
  readonly ask: (input: I) => void;
  readonly cancel: () => void;
}

const NONE = { state: "none", result: null, told: "" } as const;
const ENDED = new Set(["SUCCESS", "FAILED", "CANCELLED"]);

/** One analysis at a time; a new one gives up the one before. kind: the type of its result. */
export function useAnalysis<I, R extends Named, K extends R["__typename"]>(
  start: TypedDocumentNode<{ readonly started: BegunFragment }, { input: I & Target }>,
  follow: TypedDocumentNode<FollowData<R>, { id: string }>,
  kind: K,
): Analysis<Omit<I, keyof Target>, Extract<R, { readonly __typename: K }>> {
  const client = useClient();
  const { scenario, rules } = usePlan();
  const [known, set] = useState<Known<R>>(NONE);
  const open = useRef<{ id: string | null; stop: () => void }>({ id: null, stop: () => undefined });
  const [scenarioId, constraintSetId] = [scenario.id, rules?.id ?? null];
  // Of this tab alone, and only while it is computed: an answer is of the plan as it was when it was asked for.
  const kept = `${kind} ${scenarioId} ${constraintSetId}`;

  const giveUp = useCallback(() => {
    const { id, stop } = open.current;
    open.current = { id: null, stop: () => undefined };
    stop();
    sessionStorage.removeItem(kept);
    if (id) void client.mutation(AnalysisGiveUpDocument, { id }).toPromise();
  }, [client, kept]);

  const listen = useCallback(
    (id: string, lost: (message: string) => void) => {
      const mine = open.current;
      mine.id = id;
      const following = client.subscription(follow, { id }).subscribe(({ data, error }) => {
        if (open.current !== mine) return;
        if (error) lost(error.message);
        if (data) set(toldBy(data.analysisProgress));
        if (!error && !(data && ENDED.has(data.analysisProgress.status))) return;
        sessionStorage.removeItem(kept);
        mine.id = null;
      });
      mine.stop = () => following.unsubscribe();
    },
    [client, follow, kept],
  );

  useEffect(() => {
    const before = sessionStorage.getItem(kept);
    if (before) {
      set({ state: "waiting", result: null, told: "" });
      listen(before, () => set(NONE));
    }
    return giveUp;
  }, [listen, giveUp, kept]);

  const ask = useCallback(
    (input: Omit<I, keyof Target>) => {
      giveUp();
      set({ state: "waiting", result: null, told: "" });
      const mine = open.current;
      const fail = (told: string) => set({ state: "failed", result: null, told });
      void client
        .mutation(start, { input: { ...input, scenarioId, constraintSetId } as unknown as I & Target })
        .toPromise()
        .then(({ data, error }) => {
          if (open.current !== mine) return;
          if (data?.started.__typename === "AnalysisStarted") {
            sessionStorage.setItem(kept, data.started.analysis.id);
            listen(data.started.analysis.id, fail);
          } else if (data?.started.__typename === "MutationFailed") fail(data.started.errors.map((each) => each.message).join(" "));
          else fail(error?.message ?? "");
        });
    },
    [client, start, listen, giveUp, kept, scenarioId, constraintSetId],
  );
  const cancel = useCallback(() => {
    giveUp();
    set(NONE);
  }, [giveUp]);
  const result = known.result?.__typename === kind ? (known.result as Extract<R, { readonly __typename: K }>) : null;
  return { ...known, result, ask, cancel };
}

function toldBy<R>({ status, errorText, progress, result }: FollowData<R>["analysisProgress"]): Known<R> {
  if (status === "SUCCESS") return { state: "done", result, told: "" };
  if (status === "FAILED" || status === "CANCELLED") return { state: "failed", result: null, told: errorText ?? "It was given up." };
  const told = progress ? `${progress.done} of ${progress.total}` : "";
  return { state: status === "QUEUED" ? "waiting" : "running", result, told };
}
