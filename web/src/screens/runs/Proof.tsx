/** What a run's proof rests on, and the exact line by which anybody gets the same answer again. */
import { useState } from "react";
import { useQuery } from "urql";

import { hrefOf, setQuery } from "../../app/route";
import { RunProofDocument } from "../../graphql/generated";
import { download } from "../../shared/csv";
import { constant, number } from "../../shared/format";
import { Action, Notice, Window } from "../../shared/parts";
import { GradeBadge, stageName } from "../../shared/proof";
import { ruleWords } from "../../shared/rules";
import { Table } from "../../shared/Table";
import { commandLine, fileName } from "./command";
import { RunState } from "./RunState";

export function Proof({ id }: { id: string }) {
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
          {run.result && run.result.limitingRules.length > 0 && <p>What keeps others out: {run.result.limitingRules.map(ruleWords).join("; ")}.</p>}
          {[...(run.result?.warnings ?? []), ...(run.result?.solver.notes ?? [])].map((note) => (
            <p key={note} className="muted">
              {note}
            </p>
          ))}
          <Reproduce run={run} />
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

interface ReproduceProps {
  readonly run: Parameters<typeof commandLine>[0] & { readonly runId: string; readonly id: string };
}

/** The problem file and the command line over it. */
function Reproduce({ run }: ReproduceProps) {
  const [copied, setCopied] = useState(false);
  const command = commandLine(run);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  // Under the name that stands in the line, whatever the scenario is called.
  const save = async () => {
    const answer = await fetch(`/files/runs/${run.runId}.json`);
    if (answer.ok) download(fileName(run), await answer.text(), "application/json");
  };
  return (
    <section className="stack reproduce" aria-label="Get the same answer again">
      <h3>Get the same answer again</h3>
      <div className="row">
        <Action small icon="file" onPress={() => void save()}>
          {fileName(run)}
        </Action>
        <Action small kind="quiet" onPress={() => void copy()}>
          {copied ? "Copied" : "Copy the line"}
        </Action>
      </div>
      <code data-testid="command">{command}</code>
    </section>
  );
}
