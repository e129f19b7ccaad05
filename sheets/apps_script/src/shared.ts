// What the script and its pages tell each other. Only plain values: a Date would not come through.

/** How far a job is, as the API says it. */
export interface JobView {
  readonly id: string;
  readonly label: string;
  readonly status: string;
  readonly isOver: boolean;
  /** From 0 to 1; null where that is not known. */
  readonly progress: number | null;
  readonly steps: readonly JobStep[];
  /** What it came to, or what went wrong, in words. */
  readonly message: string;
}

export interface JobStep {
  readonly name: string;
  readonly status: string;
  readonly message: string;
}

/** The newest row of the Runs tab, as it is shown there. */
export interface LastRun {
  readonly scenario: string;
  readonly status: string;
  readonly finished: string;
  readonly selected: string;
  readonly value: string;
  readonly capacity: string;
  readonly gaps: string;
  readonly link: string;
}

export interface JobOffer {
  readonly name: string;
  readonly label: string;
  readonly help: string;
}

/** All that the sidebar shows when it opens. */
export interface SidebarState {
  /** What a person has to know first; empty where all is well. */
  readonly notice: string;
  readonly offers: readonly JobOffer[];
  readonly scenarios: readonly string[];
  readonly scenario: string;
  readonly job: JobView | null;
  readonly lastRun: LastRun | null;
}

/** What the settings dialog shows; the token itself never leaves the script. */
export interface SettingsView {
  readonly url: string;
  readonly hasToken: boolean;
  readonly roadmap: string;
}

/** An answer to a page: errors come as words, not as exceptions. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
