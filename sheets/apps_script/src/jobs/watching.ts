import { ask } from "../api";
import { jobNamed } from "./catalogue";
import { CANCEL, LOOK_AT, type Job, type Outcome } from "../documents";
import { PlainError } from "../errors";
import { connection } from "../settings";
import type { JobView } from "../shared";

const LAST_JOB = "optengine.job";

/** Everybody who works in this spreadsheet sees the same last job. */
export function remember(job: Job): void {
  PropertiesService.getDocumentProperties().setProperty(LAST_JOB, job.id);
}

/** The job that was last started from this spreadsheet, as it stands now; null where the engine knows none. */
export function lastJob(): JobView | null {
  const id = PropertiesService.getDocumentProperties().getProperty(LAST_JOB);
  return id ? lookAt(id) : null;
}

/** One look at a job; null where the engine does not know it. */
export function lookAt(id: string): JobView | null {
  const { job } = ask<{ job: Job | null }>(connection(), LOOK_AT, { id });
  return job && shown(job);
}

export function cancel(id: string): JobView {
  return shown(jobOf(ask<{ jobCancel: Outcome }>(connection(), CANCEL, { id }).jobCancel));
}

/** The job of an answer. Raises PlainError with every fault where it was refused. */
export function jobOf({ job, errors = [] }: Outcome): Job {
  if (job) return job;
  const said = errors.map((error) => error.message).join("\n");
  throw new PlainError(said || "The Optimization Engine refused without a reason.");
}

export function shown(job: Job): JobView {
  return {
    id: job.id,
    label: jobNamed(job.name)?.label ?? job.name,
    status: job.status.toLowerCase(),
    isOver: job.status !== "QUEUED" && job.status !== "RUNNING",
    progress: job.progress && job.progress.total > 0 ? job.progress.done / job.progress.total : null,
    steps: job.steps.nodes.map(({ name, status, message }) => ({ name, status: status.toLowerCase(), message })),
    message: [job.errorText ?? job.message ?? "", ...job.pending].filter((text) => text !== "").join("\n"),
  };
}
