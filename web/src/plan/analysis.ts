/** Analyses of the plan as it is stored: asked for, followed while a worker computes them, and given up. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient, type TypedDocumentNode } from "urql";

import { AnalysisGiveUpDocument, type AnalysisStateFragment } from "../graphql/generated";
import { usePlan } from "./plan";

interface Target {
  readonly scenarioId: string;
  readonly constraintSetId: string | null;
}

type StartData = {
  readonly started:
    | { readonly __typename: "AnalysisStarted"; readonly analysis: { readonly id: string } }
    | { readonly __typename: "MutationFailed"; readonly errors: readonly { readonly message: string }[] };
};

interface FollowData<R> {
  readonly analysisProgress: AnalysisStateFragment & { readonly result: R | null };
}

export interface Analysed<R> {
  readonly state: "none" | "waiting" | "running" | "done" | "failed";
  readonly result: R | null;
  /** How far it is, or why it failed; empty where there is nothing to say. */
  readonly told: string;
}

const NONE = { state: "none", result: null, told: "" } as const;

/** One analysis at a time; a new one gives up the one before. */
export function useAnalysis<I, R>(
  start: TypedDocumentNode<StartData, { input: I & Target }>,
  follow: TypedDocumentNode<FollowData<R>, { id: string }>,
): [Analysed<R>, (input: Omit<I, keyof Target>) => void, () => void] {
  const client = useClient();
  const { scenario, rules } = usePlan();
  const [known, set] = useState<Analysed<R>>(NONE);
  const open = useRef<{ id: string | null; stop: () => void }>({ id: null, stop: () => undefined });

  const giveUp = useCallback(() => {
    const { id, stop } = open.current;
    open.current = { id: null, stop: () => undefined };
    stop();
    if (id) void client.mutation(AnalysisGiveUpDocument, { id }).toPromise();
  }, [client]);
  useEffect(() => giveUp, [giveUp]);

  const ask = useCallback(
    (input: Omit<I, keyof Target>) => {
      giveUp();
      set({ state: "waiting", result: null, told: "" });
      const mine = open.current;
      const target = { ...input, scenarioId: scenario.id, constraintSetId: rules?.id ?? null } as unknown as I & Target;
      void client
        .mutation(start, { input: target })
        .toPromise()
        .then(({ data, error }) => {
          if (open.current !== mine) return;
          if (data?.started.__typename !== "AnalysisStarted") {
            set({ state: "failed", result: null, told: data ? data.started.errors.map((each) => each.message).join(" ") : (error?.message ?? "") });
            return;
          }
          const { id } = data.started.analysis;
          mine.id = id;
          const following = client.subscription(follow, { id }).subscribe(({ data: heard, error: lost }) => {
            if (open.current !== mine) return;
            if (lost) set({ state: "failed", result: null, told: lost.message });
            if (heard) set(toldBy(heard.analysisProgress));
            if (heard && ENDED.has(heard.analysisProgress.status)) mine.id = null;
          });
          mine.stop = () => following.unsubscribe();
        });
    },
    [client, start, follow, giveUp, scenario.id, rules?.id],
  );
  const cancel = useCallback(() => {
    giveUp();
    set(NONE);
  }, [giveUp]);
  return [known, ask, cancel];
}

const ENDED = new Set(["SUCCESS", "FAILED", "CANCELLED"]);

function toldBy<R>({ status, errorText, progress, result }: FollowData<R>["analysisProgress"]): Analysed<R> {
  if (status === "SUCCESS") return { state: "done", result, told: "" };
  if (status === "FAILED" || status === "CANCELLED") return { state: "failed", result: null, told: errorText ?? "It was given up." };
  const told = progress ? `${progress.done} of ${progress.total}` : "";
  return { state: status === "QUEUED" ? "waiting" : "running", result, told };
}
