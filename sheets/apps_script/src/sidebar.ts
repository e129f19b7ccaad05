import { IN_ORDER, jobNamed } from "./jobs/catalogue";
import { chosen, likelyScenario, subject } from "./jobs/choosing";
import { answered, PlainError } from "./errors";
import { isSetUp } from "./settings";
import type { JobView, SidebarState } from "./shared";
import { start } from "./jobs/starting";
import { lastRun, RESULTS, scenarioNames } from "./tabs";
import { lastJob, lookAt } from "./jobs/watching";

const NOT_SET_UP = "Enter the address of the Optimization Engine and your token first: Settings.";

/** All of it also where the engine does not answer: the last run is read from the spreadsheet. */
export function sidebarState(): SidebarState {
  const job = answered(() => (isSetUp() ? lastJob() : null));
  return {
    notice: job.ok ? (isSetUp() ? "" : NOT_SET_UP) : job.message,
    offers: IN_ORDER.map(({ name, label, help }) => ({ name, label, help })),
    scenarios: scenarioNames(),
    scenario: likelyScenario(),
    job: job.ok ? job.value : null,
    lastRun: lastRun(),
  };
}

export function startFromSidebar(name: string, scenario: string): JobView {
  const job = jobNamed(name);
  if (!job) throw new PlainError(`There is no job ${name}.`);
  const forScenario = chosen(scenario);
  subject(job, forScenario);
  return start(job, forScenario);
}

/** One look at a job for the sidebar, which asks again until it is over. */
export function lookFromSidebar(id: string): JobView {
  const job = lookAt(id);
  if (!job) throw new PlainError("The Optimization Engine does not know this job any more.");
  return job;
}

export function goToResults(): void {
  const sheet = SpreadsheetApp.getActive().getSheetByName(RESULTS);
  if (!sheet) throw new PlainError(`There is no tab ${RESULTS}; optengine sheet setup makes it.`);
  sheet.activate();
}
