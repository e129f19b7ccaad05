import type { Job } from "./catalogue";
import { PlainError } from "../errors";
import { CANDIDATES, countCandidates, SCENARIO_CONFIG, scenarioAtCursor, scenarioNames } from "../tabs";

const SCENARIO = "optengine.scenario";

/** The scenario that a job is for unless the person says otherwise: the row they stand in, the last one, the only one. */
export function likelyScenario(): string {
  const names = scenarioNames();
  const last = PropertiesService.getDocumentProperties().getProperty(SCENARIO) ?? "";
  return [scenarioAtCursor(), last].find((name) => names.includes(name)) ?? (names.length === 1 ? (names[0] ?? "") : "");
}

/** Check the scenario and keep it as the last one. */
export function chosen(scenario: string): string {
  const names = scenarioNames();
  if (names.length === 0) throw new PlainError(`The tab ${SCENARIO_CONFIG} has no scenario yet. Add a row to it.`);
  if (!scenario) throw new PlainError(`There are several scenarios: ${names.join(", ")}. Choose one in the sidebar.`);
  if (!names.includes(scenario)) {
    throw new PlainError(`There is no scenario "${scenario}" in ${SCENARIO_CONFIG}: ${names.join(", ")}.`);
  }
  PropertiesService.getDocumentProperties().setProperty(SCENARIO, scenario);
  return scenario;
}

/** What the job is going to be about, in one line. Raises PlainError where there is nothing for it. */
export function subject(job: Job, scenario: string): string {
  const where = `Scenario: ${scenario}.`;
  if (job.needs === "nothing") return where;
  const { all, ticked } = countCandidates();
  if (all === 0) throw new PlainError(`The tab ${CANDIDATES} has no candidates yet.`);
  if (job.needs === "ticked" && ticked === 0) {
    throw new PlainError(
      `No candidate is ticked. Tick is_selected_for_run in the tab ${CANDIDATES} for those that you want.`,
    );
  }
  return [job.needs === "ticked" ? `${ticked} of ${all} candidates are ticked.` : `${all} candidates.`, where].join(" ");
}
