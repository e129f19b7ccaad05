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
  readonly name: string;
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

/** What can be asked about the cell in which the person stands. */
export interface Subject {
  /** In one line: which initiative, and whether it is planned; or which figure. */
  readonly title: string;
  /** A trade about the initiative of the row: the words of its button; empty where there is none. */
  readonly trade: string;
  readonly key: string;
  /** The figure of the cell, as it may be asked about: its name, its value; empty where it is none. */
  readonly figure: string;
  readonly value: string;
  /** Where the figure stands in a problem, and what follows its value there. */
  readonly place: string;
  readonly behind: string;
}

/** An answer on its way, or in sentences: the one that counts, then what changes. */
export interface AskedView {
  readonly isOver: boolean;
  readonly status: string;
  readonly headline: string;
  readonly lines: readonly string[];
}

/** What the settings dialog shows; the token itself never leaves the script. */
export interface SettingsView {
  readonly url: string;
  readonly hasToken: boolean;
  readonly roadmap: string;
}

/** An answer to a page: errors come as words, not as exceptions. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
