/** Runs: what is solved and kept, how far each is, and what its proof rests on. */
import { useState } from "react";
import { useMutation, useQuery } from "urql";

import { hrefOf, setQuery, useRoute } from "../../app/route";
import { RunAgainDocument, RunCancelDocument, RunProofDocument, RunsDocument, RunStopDocument, type RunRowFragment } from "../../graphql/generated";
import { constant, moment, number, seconds } from "../../shared/format";
import { Action, Notice, PageHead, Window } from "../../shared/parts";
import { GradeBadge, stageName } from "../../shared/proof";
import { ruleWords } from "../../shared/rules";
import { Table } from "../../shared/Table";
import { Others, useAgain } from "./Others";

const OPEN = new Set(["QUEUED", "RUNNING"]);

export default function Runs() {
  const { query } = useRoute();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, again] = useQuery({ query: RunsDocument, variables: { after }, requestPolicy: "cache-and-network" });
  const rows = data?.runs.nodes ?? [];
  useAgain(
    rows.some((each) => OPEN.has(each.status)),
    again,
  );
  const shown = query.get("run");
  return (
    <div className="page stack">
      <PageHead title="Runs">Plans that were solved and kept, the newest first.</PageHead>
      {error && <Notice bad>{error.message}</Notice>}
      {data && !data.server.workers.length && <Notice>No worker lives: runs wait until one is started (optengine worker).</Notice>}
      <Table
        columns={[
          { head: "Scenario" },
          { head: "Started" },
          { head: "Rules" },
          { head: "Solver" },
          { head: "State", wide: true },
          { head: "Value", num: true },
          { head: "Time", num: true },
          { head: "Actions", num: true, wide: true, quiet: true },
        ]}
        rows={rows.map((run) => ({
          key: run.id,
          cells: [
            run.scenario?.name,
            moment(run.createdAt),
            run.constraintSet?.name ?? "none",
            run.solverName,
            <RunState key="state" run={run} />,
            valueOf(run),
            run.elapsedSeconds !== null && seconds(run.elapsedSeconds),
            <RunActions key="actions" run={run} onDone={() => again({ requestPolicy: "network-only" })} />,
          ],
        }))}
        {...(data ? { empty: "Nothing was run yet. Keep a plan on the Board, and it is run and stored." } : {})}
      />
      {(after !== null || data?.runs.pageInfo.hasNextPage) && (
        <div className="row end">
          {after !== null && <Action onPress={() => setAfter(null)}>Newest</Action>}
          {data?.runs.pageInfo.hasNextPage && <Action onPress={() => setAfter(data.runs.pageInfo.endCursor)}>Older</Action>}
        </div>
      )}
      <Others />
      {shown !== null && <Proof id={shown} />}
    </div>
  );
}

function valueOf(run: RunRowFragment): string {
  if (run.objective !== null) return number(run.objective);
  const { incumbent, bound } = run.progress ?? {};
  if (incumbent == null) return "";
  return bound == null ? `≥ ${number(String(incumbent))}` : `${number(String(incumbent))} … ${number(String(bound))}`;
}

function RunState({ run }: { run: RunRowFragment }) {
  if (run.status === "FAILED" || run.status === "CANCELLED") return <GradeBadge grade="impossible">{constant(run.status)}</GradeBadge>;
  if (OPEN.has(run.status)) return <GradeBadge grade="open">{run.status === "QUEUED" ? "Waiting" : (run.progress?.stage ?? "Solving")}</GradeBadge>;
  if (run.solutionStatus === "INFEASIBLE") return <GradeBadge grade="impossible" />;
  return run.solutionStatus === "OPTIMAL" ? <GradeBadge grade="proven">Proven best</GradeBadge> : <GradeBadge grade="between" />;
}

function RunActions({ run, onDone }: { run: RunRowFragment; onDone: () => void }) {
  const [, stop] = useMutation(RunStopDocument);
  const [, cancel] = useMutation(RunCancelDocument);
  const [, retry] = useMutation(RunAgainDocument);
  const act = (send: typeof stop | typeof cancel | typeof retry) => () => void send({ id: run.id }).then(onDone);
  return (
    <span className="row end">
      {run.status === "RUNNING" && (
        <Action small onPress={act(stop)} label={`Stop ${run.runId} and keep its best portfolio`}>
          Stop
        </Action>
      )}
      {OPEN.has(run.status) && (
        <Action small onPress={act(cancel)} label={`Cancel ${run.runId}`}>
          Cancel
        </Action>
      )}
      {(run.status === "FAILED" || run.status === "CANCELLED") && (
        <Action small onPress={act(retry)} label={`Run ${run.runId} again`}>
          Run again
        </Action>
      )}
      <Action small kind="quiet" label={`Proof of ${run.runId}`} onPress={() => setQuery({ run: run.id }, false)}>
        Proof
      </Action>
    </span>
  );
}

function Proof({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: RunProofDocument, variables: { id } });
  const run = data?.run;
  return (
    <Window title="What the proof rests on" wide onClose={() => setQuery({ run: null })}>
      {run && (
        <>
          <div className="row">
            <RunState run={run} />
            <span>
              {run.scenario?.name}, {run.solverName} {run.solverVersion}
            </span>
          </div>
          {run.errorText !== null && <Notice bad>{run.errorText}</Notice>}
          {run.result && (
            <Table
              within
              fits
              columns={[{ head: "Stage" }, { head: "Value", num: true }, { head: "Bound", num: true }, { head: "Grade" }]}
              rows={run.result.stages.map(({ name, value, bound }) => ({
                key: name,
                cells: [stageName(name), value !== null && number(value), bound !== null && number(bound), <GradeBadge key="grade" grade={value !== null && value === bound ? "proven" : "between"} />],
              }))}
            />
          )}
          {run.result && run.result.limitingRules.length > 0 && <p>Used up: {run.result.limitingRules.map(ruleWords).join("; ")}.</p>}
          {[...(run.result?.warnings ?? []), ...(run.result?.solver.notes ?? [])].map((note) => (
            <p key={note} className="muted">
              {note}
            </p>
          ))}
          <p>
            The same on the command line: <code>optengine run show {run.runId}</code>
          </p>
          <p className="muted">
            Proof: {run.proof === null ? "none" : constant(run.proof)}. {run.result?.canonical ? "The portfolio is the canonical one: every solver gives it." : ""} Inputs <code>{run.inputsHash.slice(0, 16)}…</code>, engine{" "}
            {run.result?.solver.engineVersion}.
          </p>
          <div className="row end">
            {run.scenario && (
              <a className="button" href={hrefOf("board", { plan: run.scenario.id, rules: run.constraintSet?.id ?? "none" })}>
                Open on the Board
              </a>
            )}
            <Action kind="primary" onPress={() => setQuery({ run: null })}>
              Close
            </Action>
          </div>
        </>
      )}
    </Window>
  );
}
