// What the script asks of the API.

const LOOK = `
  fragment Look on Job {
    id
    name
    status
    progress { done total }
    steps { name status message }
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

export const GREET = "query Greet { scenarios(first: 1) { totalCount } }";

export interface Job {
  readonly id: string;
  readonly name: string;
  readonly status: "QUEUED" | "RUNNING" | "SUCCESS" | "FAILED" | "CANCELLED";
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly steps: readonly { readonly name: string; readonly status: string; readonly message: string }[];
  readonly message: string | null;
  /** What could not be written for now, and why. */
  readonly pending: readonly string[];
  readonly errorText: string | null;
}

export interface Outcome {
  readonly job?: Job;
  readonly errors?: readonly { readonly message: string }[];
}
