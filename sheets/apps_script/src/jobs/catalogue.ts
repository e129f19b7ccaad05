// The jobs in the order of the menu. Their names are the engine's; the labels and words are for people.

export type Needs = "ticked" | "candidates" | "nothing";

export interface Job {
  /** Its name in the engine. */
  readonly name: string;
  readonly label: string;
  readonly help: string;
  /** Which candidates it is about. */
  readonly needs: Needs;
  /** A question before it starts, where it does more than a person may expect. */
  readonly question?: string;
}

export const JOBS = {
  runSelected: {
    name: "pm.optimize_run_selected_candidates",
    label: "Run with ticked candidates",
    help: "Reads this spreadsheet, finds the best portfolio of the ticked candidates and writes it to the results.",
    needs: "ticked",
  },
  runAll: {
    name: "pm.optimize_run_all_candidates",
    label: "Run with all candidates",
    help: "The same with every candidate, ticked or not.",
    needs: "candidates",
  },
  saveCandidates: {
    name: "pm.save_selected",
    label: "Save ticked candidates",
    help: "Keeps the rows of the ticked candidates in the engine's database and says which of them are not complete.",
    needs: "ticked",
  },
  saveConstraints: {
    name: "pm.optimize_save_constraints",
    label: "Save constraints and targets",
    help: "Keeps the tabs Constraints and Targets in the engine's database and says which rows have faults.",
    needs: "nothing",
  },
  writeResults: {
    name: "pm.optimize_write_results",
    label: "Write the last results again",
    help: "Writes the results of the last good run once more, after a push that could not be finished.",
    needs: "nothing",
  },
  publish: {
    name: "pm.optimize_publish_portfolio_to_roadmap_sheet",
    label: "Publish to the roadmap",
    help: "Writes the scenario's active portfolio, or else its newest one, to the Roadmap spreadsheet as a version.",
    needs: "nothing",
    question: "This adds a version to the Roadmap spreadsheet, where others will see it.",
  },
} as const satisfies Record<string, Job>;

export const IN_ORDER: readonly Job[] = Object.values(JOBS);

/** The name that the API has for a job. */
export function apiName(job: Job): string {
  return job.name.toUpperCase().replace(".", "_");
}

/** The job of a name, be it the engine's or the API's. */
export function jobNamed(name: string): Job | undefined {
  return IN_ORDER.find((job) => job.name === name || apiName(job) === name);
}
