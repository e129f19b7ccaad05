import { ask, NoAnswerError } from "../api";
import { apiName, JOBS, type Job } from "./catalogue";
import { START, type Outcome } from "../documents";
import { PlainError } from "../errors";
import { connection, roadmap } from "../settings";
import type { JobView } from "../shared";
import { jobOf, lastJob, remember, shown } from "./watching";

const UNANSWERED = "optengine.unanswered";
const TRIES = 3;
const LOCK_MILLISECONDS = 10_000;

/**
 * Start a job on this spreadsheet and come back at once; the sidebar looks after it.
 *
 * One job at a time: two at once would write over each other's results. A start that was not answered is sent again
 * with the same key, now or when the person tries again, so that it never starts twice.
 */
export function start(job: Job, scenario: string): JobView {
  const lock = LockService.getDocumentLock();
  if (!lock.tryLock(LOCK_MILLISECONDS)) {
    throw new PlainError("Somebody else is starting a job in this spreadsheet. Try again in a few seconds.");
  }
  try {
    const going = lastJob();
    if (going && !going.isOver) {
      throw new PlainError(
        `"${going.label}" is still ${going.status} in this spreadsheet. Wait for it, or cancel it in the sidebar.`,
      );
    }
    SpreadsheetApp.flush();
    const started = jobOf(sent(request(job, scenario)));
    remember(started);
    return shown(started);
  } finally {
    lock.releaseLock();
  }
}

type Request = Record<string, string>;

function request(job: Job, scenario: string): Request {
  const asked: Request = {
    job: apiName(job),
    workbook: SpreadsheetApp.getActive().getId(),
    scenarioName: scenario,
  };
  if (job.name === JOBS.publish.name) {
    if (!roadmap()) throw new PlainError("Set the Roadmap spreadsheet first: Optimization > Settings.");
    asked.roadmap = roadmap();
  }
  return asked;
}

function sent(asked: Request): Outcome {
  const properties = PropertiesService.getUserProperties();
  const input = { ...asked, idempotencyKey: keyFor(asked) };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { jobRun } = ask<{ jobRun: Outcome }>(connection(), START, { input });
      properties.deleteProperty(UNANSWERED);
      return jobRun;
    } catch (error) {
      if (!(error instanceof NoAnswerError)) {
        properties.deleteProperty(UNANSWERED);
        throw error;
      }
      if (attempt === TRIES) throw error;
      Utilities.sleep(1000 * attempt);
    }
  }
}

/** The key of a start that was never answered, if it asked the same; else a new one, kept until there is an answer. */
function keyFor(asked: Request): string {
  const properties = PropertiesService.getUserProperties();
  const what = JSON.stringify(asked);
  const [before = "", key = ""] = (properties.getProperty(UNANSWERED) ?? "").split("\n");
  if (before === what) return key;
  const fresh = Utilities.getUuid();
  properties.setProperty(UNANSWERED, `${what}\n${fresh}`);
  return fresh;
}
