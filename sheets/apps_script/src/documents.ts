// What the script asks of the API.

const LOOK = `
  fragment Look on Job {
    id
    name
    status
    progress { done total }
    steps(first: 100) { nodes { name status message } }
    message
    pending
    errorText
  }`;

export const START = `
  mutation StartJob($input: JobRunInput!) {
    jobRun(input: $input) {
      ... on JobStarted { job { ...Look } }
      ... on MutationFailed { errors { message } }
    }
  }${LOOK}`;

export const LOOK_AT = `
  query LookAtJob($id: ID!) {
    job(id: $id) { ...Look }
  }${LOOK}`;

export const CANCEL = `
  mutation CancelJob($id: ID!) {
    jobCancel(input: { id: $id }) {
      ... on JobChanged { job { ...Look } }
      ... on MutationFailed { errors { message } }
    }
  }${LOOK}`;

const CHANGES = `
  fragment Changes on PortfolioDiff {
    entered { initiativeKey after { periodKey tokens } }
    left { initiativeKey before { periodKey tokens } }
    moved { initiativeKey before { periodKey tokens } after { periodKey tokens } }
    objective { name before after }
  }`;

const STARTED = `{
      ... on AnalysisStarted { analysis { id } }
      ... on MutationFailed { errors { message } }
    }`;

export const RUN_IDS = "query RunIds { runs(first: 100) { nodes { id runId } } }";

export const TRADE = `mutation Trade($input: TradeStartInput!) { started: tradeStart(input: $input) ${STARTED} }`;

export const WHAT_IF = `mutation WhatIf($input: WhatifStartInput!) { started: whatifStart(input: $input) ${STARTED} }`;

export const ANSWER = `
  query Answer($id: ID!) {
    analysis(id: $id) {
      status
      errorText
      result {
        ... on TradeResult {
          status
          conflict { explanations }
          deal { lostIn losses { name lostAtLeast lostAtMost } diff { ...Changes } }
        }
        ... on WhatIfResult {
          status
          diff { ...Changes }
          steps { notes run { conflict { explanations } } }
        }
      }
    }
  }${CHANGES}`;

export const GREET = "query Greet { scenarios(first: 1) { totalCount } }";

export interface Job {
  readonly id: string;
  readonly name: string;
  readonly status: "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED" | "CANCELLED";
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly steps: { readonly nodes: readonly { readonly name: string; readonly status: string; readonly message: string }[] };
  readonly message: string | null;
  /** What could not be written for now, and why. */
  readonly pending: readonly string[];
  readonly errorText: string | null;
}

export interface Outcome {
  readonly job?: Job;
  readonly errors?: readonly { readonly message: string }[];
}

interface Place {
  readonly periodKey: string | null;
  readonly tokens: string | null;
}

export interface ItemChange {
  readonly initiativeKey: string;
  readonly before?: Place | null;
  readonly after?: Place | null;
}

export interface Diff {
  readonly entered: readonly ItemChange[];
  readonly left: readonly ItemChange[];
  readonly moved: readonly ItemChange[];
  readonly objective: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

export interface Loss {
  readonly name: string;
  readonly lostAtLeast: string | null;
  readonly lostAtMost: string | null;
}

/** The result of a trade, or of a what-if. */
export interface Result {
  readonly status: "OPTIMAL" | "FEASIBLE" | "INFEASIBLE" | "UNKNOWN";
  readonly conflict?: { readonly explanations: readonly string[] } | null;
  readonly deal?: { readonly lostIn: string | null; readonly losses: readonly Loss[]; readonly diff: Diff } | null;
  readonly diff?: Diff | null;
  readonly steps?: readonly {
    readonly notes: readonly string[];
    readonly run: { readonly conflict: { readonly explanations: readonly string[] } | null };
  }[];
}

export interface Analysis {
  readonly status: Job["status"];
  readonly errorText: string | null;
  readonly result: Result | null;
}
