/**
 * A live session: a draft goes out, answers come in, the newest wins.
 *
 * Knows nothing of React. A session that is gone (idle, server restarted) is opened anew and the draft sent again.
 */
import type { Client } from "urql";

import { closeLeaving, onConnection } from "../app/client";
import {
  SessionAnswersDocument,
  SessionCloseDocument,
  SessionEditDocument,
  SessionOpenDocument,
  type SessionAnswersSubscription,
} from "../graphql/generated";
import type { Draft } from "./draft/draft";

export type Answer = SessionAnswersSubscription["sessionAnswers"];

export interface LiveState {
  /** The draft that all of this is about. */
  readonly asked: Draft;
  readonly connection: "opening" | "live" | "lost";
  /** What is known of the newest draft; null until something is. */
  readonly answer: Answer | null;
  /** The newest answer that has a portfolio, perhaps to an earlier draft. */
  readonly shown: Answer | null;
  /** The draft that it answers. */
  readonly shownTo: Draft;
  /** The plan as it is stored, before any edit. */
  readonly opened: Answer | null;
  /** Why the newest draft cannot be asked; null where it can. */
  readonly refused: string | null;
  /** Whether more is to come for the newest draft. */
  readonly waiting: boolean;
}

/** A draft as the server knows it. */
export interface Stand {
  readonly id: string;
  readonly seq: number;
}

/** Nothing is known yet. */
export const START: LiveState = { asked: [], connection: "opening", answer: null, shown: null, shownTo: [], opened: null, refused: null, waiting: true };
type Told = Pick<LiveState, "answer" | "refused" | "waiting">;
const NOTHING: Told = { answer: null, refused: null, waiting: true };

const APART_MS = 60;
const FIRST_WAIT_MS = 6_000;
const AGAIN_MS = 1_000;

export class LiveSession {
  state: LiveState = START;
  private readonly listeners = new Set<() => void>();
  private id: string | null = null;
  private seq = 0;
  private draft: Draft = [];
  private sent: Draft = [];
  /** What is known of the draft that was sent last, whichever is the newest. */
  private told: Told = NOTHING;
  private sending = false;
  private sendTimer: ReturnType<typeof setTimeout> | undefined;
  private openTimer: ReturnType<typeof setTimeout> | undefined;
  private holdUntil = 0;
  private stopListening: () => void = () => undefined;
  private readonly stopWatching: () => void;
  private closed = false;

  constructor(
    private readonly client: Client,
    private readonly scenarioId: string,
    private readonly rulesId: string | null,
    /** How long a draft waits for the answer to the plan as it is stored. */
    private readonly firstWaitMs = FIRST_WAIT_MS,
  ) {
    this.stopWatching = onConnection((connected) => {
      if (!connected && this.state.connection === "live") this.set({ connection: "lost" });
    });
    addEventListener("pagehide", this.leaving);
    addEventListener("pageshow", this.back);
    void this.open();
  }

  private readonly leaving = (): void => {
    if (this.id) closeLeaving(this.id);
  };

  /** A page that the browser kept while another was shown has no session any more. */
  private readonly back = (event: PageTransitionEvent): void => {
    if (event.persisted) this.again();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): LiveState => this.state;

  /** Who shows a new draft knows that nothing is known of it yet; one that says what was sent last, as after a quick undo, is answered already. */
  edit(draft: Draft): void {
    if (draft === this.draft) return;
    this.draft = draft;
    this.state = { ...this.state, asked: draft, ...NOTHING };
    if (this.id && same(draft, this.sent)) this.set(this.told);
    this.schedule();
  }

  /** Null while the newest draft is on its way, or no session is open. */
  readonly stand = (): Stand | null => (this.id && !this.sending && same(this.draft, this.sent) ? { id: this.id, seq: this.seq } : null);

  close(): void {
    this.closed = true;
    removeEventListener("pagehide", this.leaving);
    removeEventListener("pageshow", this.back);
    this.stopWatching();
    this.stopListening();
    clearTimeout(this.sendTimer);
    clearTimeout(this.openTimer);
    if (this.id) void this.client.mutation(SessionCloseDocument, { id: this.id }).toPromise();
  }

  private set(change: Partial<LiveState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  private async open(): Promise<void> {
    this.stopListening();
    this.id = null;
    const input = { scenarioId: this.scenarioId, constraintSetId: this.rulesId };
    const { data } = await this.client.mutation(SessionOpenDocument, { input }).toPromise();
    if (this.closed) return;
    const opened = data?.sessionOpen;
    if (opened?.__typename !== "SessionOpened") {
      const refused = opened?.errors.map((each) => each.message).join(" ") ?? null;
      this.set({ connection: "lost", refused });
      this.openTimer = setTimeout(() => void this.open(), refused ? 10 * AGAIN_MS : AGAIN_MS);
      return;
    }
    this.id = opened.id;
    this.seq = 0;
    [this.sent, this.told] = [[], NOTHING];
    // The plan as it is stored is answered first, so that a draft can be told from it.
    this.holdUntil = this.state.opened ? 0 : Date.now() + this.firstWaitMs;
    this.set({ connection: "live", refused: null });
    this.listen(opened.id);
    this.schedule();
  }

  private listen(id: string): void {
    const following = this.client.subscription(SessionAnswersDocument, { id }).subscribe(({ data, error }) => {
      if (this.closed || id !== this.id) return;
      if (error) this.again();
      else if (data) this.heard(data.sessionAnswers);
    });
    this.stopListening = () => following.unsubscribe();
  }

  private again(): void {
    if (this.closed) return;
    this.stopListening();
    this.set({ connection: "lost" });
    clearTimeout(this.openTimer);
    this.openTimer = setTimeout(() => void this.open(), AGAIN_MS);
  }

  private heard(answer: Answer): void {
    const change: { -readonly [K in keyof LiveState]?: LiveState[K] } = { connection: "live" };
    if (answer.seq === 0 && answer.value && (answer.value.proven || !this.state.opened?.value?.proven)) change.opened = answer;
    if (answer.seq === 0 && (answer.isFinal || answer.value?.proven)) this.holdUntil = 0;
    if (answer.seq === this.seq) {
      this.told = { answer, refused: null, waiting: !answer.isFinal };
      if (answer.value) Object.assign(change, { shown: answer, shownTo: this.sent });
      if (same(this.draft, this.sent)) Object.assign(change, this.told);
    }
    this.set(change);
    this.schedule();
  }

  private schedule(): void {
    if (this.closed || !this.id || this.sending || same(this.draft, this.sent)) return;
    clearTimeout(this.sendTimer);
    this.sendTimer = setTimeout(() => void this.send(), Math.max(0, this.holdUntil - Date.now()));
  }

  private async send(): Promise<void> {
    if (this.closed || !this.id || this.sending) return;
    this.sending = true;
    const [id, draft, seq] = [this.id, this.draft, this.seq + 1];
    [this.sent, this.seq, this.told] = [draft, seq, NOTHING];
    const edits = draft.map(({ place, value }) => ({ place, value: value ?? "", kind: value === null ? ("REMOVE" as const) : ("SET" as const) }));
    const { data, error } = await this.client.mutation(SessionEditDocument, { input: { id, seq, edits } }).toPromise();
    const failed = data?.sessionEdit.__typename === "MutationFailed" ? data.sessionEdit.errors : [];
    await new Promise((resolve) => setTimeout(resolve, APART_MS));
    this.sending = false;
    if (this.closed || id !== this.id) return;
    if (error || failed.some((each) => each.code === "SESSION_GONE")) this.again();
    else if (failed.length) {
      this.told = { answer: null, refused: failed.map((each) => each.message).join(" "), waiting: false };
      if (same(this.draft, draft)) this.set(this.told);
    }
    this.schedule();
  }
}

function same(a: Draft, b: Draft): boolean {
  return a === b || (a.length === b.length && a.every((edit, index) => edit.place === b[index]?.place && edit.value === b[index].value));
}
