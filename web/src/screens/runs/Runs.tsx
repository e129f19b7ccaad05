/** Runs: what is solved and kept, how far each is, and what its proof rests on. */
import { useState } from "react";
import { useQuery } from "urql";

import { useRoute } from "../../app/route";
import { RunsDocument, type RunRowFragment } from "../../graphql/generated";
import { moment, number, seconds } from "../../shared/format";
import { Action, Notice, PageHead } from "../../shared/parts";
import { Table } from "../../shared/Table";
import { Others, useAgain } from "./Others";
import { Proof } from "./Proof";
import { RunActions } from "./RunActions";
import { OPEN, RunState } from "./RunState";

export default function Runs() {
  const { query } = useRoute();
  const [after, setAfter] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
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
      {refused !== null && <Notice bad>{refused}</Notice>}
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
            <RunActions key="actions" run={run} onRefused={setRefused} onDone={() => again({ requestPolicy: "network-only" })} />,
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
