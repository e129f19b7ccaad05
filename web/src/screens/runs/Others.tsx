/** What else workers do: batches of roadmaps, and the jobs of spreadsheets. */
import { useEffect } from "react";
import { useMutation, useQuery } from "urql";

import { hrefOf } from "../../app/route";
import { BatchCancelDocument, BatchResumeDocument, JobCancelDocument, JobsAndBatchesDocument, type RunStatus } from "../../graphql/generated";
import { constant, moment, number } from "../../shared/format";
import { Action } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";
import { Table } from "../../shared/Table";

const POLL_MS = 1_500;
const OPEN: ReadonlySet<RunStatus> = new Set(["QUEUED", "RUNNING"]);

/** Ask again and again while something goes on. */
export function useAgain(isOpen: boolean, again: (options: { requestPolicy: "network-only" }) => void): void {
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(() => again({ requestPolicy: "network-only" }), POLL_MS);
    return () => clearInterval(timer);
  }, [isOpen, again]);
}

function WorkState({ of }: { of: RunStatus }) {
  if (of === "SUCCESS") return <>Done</>;
  return <GradeBadge grade={OPEN.has(of) ? "open" : "impossible"}>{of === "QUEUED" ? "Waiting" : constant(of)}</GradeBadge>;
}

export function Others() {
  const [{ data }, again] = useQuery({ query: JobsAndBatchesDocument, requestPolicy: "cache-and-network" });
  const [, cancelBatch] = useMutation(BatchCancelDocument);
  const [, resumeBatch] = useMutation(BatchResumeDocument);
  const [, cancelJob] = useMutation(JobCancelDocument);
  const [batches, jobs] = [data?.batches.nodes ?? [], data?.jobs.nodes ?? []];
  useAgain([...batches, ...jobs].some(({ status }) => OPEN.has(status)), again);
  const resume = ({ id, status, failed, batchId }: (typeof batches)[number]) =>
    !OPEN.has(status) &&
    (failed > 0 || status === "CANCELLED") && (
      <Action key="resume" small label={`Go on with ${batchId}`} onPress={() => void resumeBatch({ id }).then(() => again({ requestPolicy: "network-only" }))}>
        Go on
      </Action>
    );
  const cancel = (send: typeof cancelBatch | typeof cancelJob, { id, status }: { id: string; status: RunStatus }, name: string) =>
    OPEN.has(status) && (
      <Action key="cancel" small label={`Cancel ${name}`} onPress={() => void send({ id }).then(() => again({ requestPolicy: "network-only" }))}>
        Cancel
      </Action>
    );
  return (
    <>
      {batches.length > 0 && (
        <>
          <h2>Batches</h2>
          <Table
            label="Batches"
            columns={[{ head: "Batch" }, { head: "Started" }, { head: "State", wide: true }, { head: "Roadmaps" }, { head: "Without an answer" }, { head: "Actions", num: true, wide: true, quiet: true }]}
            rows={batches.map((each) => ({
              key: each.id,
              cells: [
                <a key="name" href={hrefOf("compare", { part: "roadmaps", batch: each.id })}>
                  {each.name || "Batch"}
                </a>,
                moment(each.createdAt),
                <WorkState key="state" of={each.status} />,
                `${number(String(each.ended))} of ${number(String(each.total))}`,
                each.failed > 0 && number(String(each.failed)),
                cancel(cancelBatch, each, each.batchId) || resume(each),
              ],
            }))}
          />
        </>
      )}
      {jobs.length > 0 && (
        <>
          <h2>Jobs of spreadsheets</h2>
          <Table
            label="Jobs of spreadsheets"
            columns={[{ head: "Job" }, { head: "Started" }, { head: "State", wide: true }, { head: "Spreadsheet", wide: true }, { head: "What came of it", wide: true }, { head: "Actions", num: true, wide: true, quiet: true }]}
            rows={jobs.map((each) => ({
              key: each.id,
              cells: [constant(each.name.replace(/^PM_/, "")), moment(each.createdAt), <WorkState key="state" of={each.status} />, each.workbook, each.errorText ?? each.message, cancel(cancelJob, each, each.jobId)],
            }))}
          />
        </>
      )}
    </>
  );
}
