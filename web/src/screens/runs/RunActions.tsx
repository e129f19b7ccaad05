/** What can be done with a run: stopped or cancelled while it goes on, started again as it was or with other settings. */
import { useState } from "react";
import { useMutation } from "urql";

import { setQuery } from "../../app/route";
import { RunAgainDocument, RunCancelDocument, RunStopDocument, type RunRowFragment } from "../../graphql/generated";
import { Action } from "../../shared/parts";
import { Clone } from "./Clone";
import { OPEN } from "./RunState";

interface Props {
  readonly run: RunRowFragment;
  readonly onDone: () => void;
  /** Why the server would not do it. */
  readonly onRefused: (why: string | null) => void;
}

export function RunActions({ run, onDone, onRefused }: Props) {
  const [, stop] = useMutation(RunStopDocument);
  const [, cancel] = useMutation(RunCancelDocument);
  const [, retry] = useMutation(RunAgainDocument);
  const [cloning, setCloning] = useState(false);
  const act = (send: typeof stop | typeof cancel | typeof retry) => async () => {
    const { data, error } = await send({ id: run.id });
    const answer = data && ("runStop" in data ? data.runStop : "runCancel" in data ? data.runCancel : data.runRetry);
    onRefused(answer?.__typename === "MutationFailed" ? answer.errors.map(({ message }) => message).join(" ") : (error?.message ?? null));
    onDone();
  };
  return (
    <span className="row end">
      {run.status === "RUNNING" && (
        <Action small onPress={() => void act(stop)()} label={`Stop ${run.runId} and keep its best portfolio`}>
          Stop
        </Action>
      )}
      {OPEN.has(run.status) && (
        <Action small onPress={() => void act(cancel)()} label={`Cancel ${run.runId}`}>
          Cancel
        </Action>
      )}
      {(run.status === "FAILED" || run.status === "CANCELLED") && (
        <Action small onPress={() => void act(retry)()} label={`Run ${run.runId} again`}>
          Run again
        </Action>
      )}
      {!OPEN.has(run.status) && (
        <Action small kind="quiet" label={`Start anew… ${run.runId}`} onPress={() => setCloning(true)}>
          Start anew…
        </Action>
      )}
      {cloning && <Clone id={run.id} onClose={() => setCloning(false)} onDone={onDone} />}
      <Action small kind="quiet" label={`Proof of ${run.runId}`} onPress={() => setQuery({ run: run.id }, false)}>
        Proof
      </Action>
    </span>
  );
}
