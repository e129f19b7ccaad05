/** What a change would cause, asked in a session of its own: the plan on the screen stays as it is until the change is made. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";

import { differences, type Differences } from "./differences";
import type { Draft } from "./draft/draft";
import { usePlan } from "./plan";
import { LiveSession, START, type Answer } from "./session";

export interface Trial {
  readonly of: Draft;
  /** Null until something is known. */
  readonly answer: Answer | null;
  /** Against the plan on the screen. */
  readonly changes: Differences;
  /** Why it cannot be asked; null where it can. */
  readonly refused: string | null;
}

/** The newest trial, null while nothing is tried, and the function by which a draft is tried or, by null, let go. */
export function useTrial(): readonly [Trial | null, (draft: Draft | null) => void] {
  const client = useClient();
  const { scenario, rules, live } = usePlan();
  const [scenarioId, rulesId] = [scenario.id, rules?.id ?? null];
  const session = useRef<LiveSession | null>(null);
  const [state, set] = useState(START);
  const [tried, setTried] = useState<Draft | null>(null);
  useEffect(
    () => () => {
      session.current?.close();
      session.current = null;
    },
    [client, scenarioId, rulesId],
  );
  const attempt = useCallback(
    (draft: Draft | null) => {
      setTried(draft);
      if (!draft) return;
      if (!session.current) {
        const opened = new LiveSession(client, scenarioId, rulesId, 0);
        opened.subscribe(() => set(opened.snapshot()));
        session.current = opened;
      }
      session.current.edit(draft);
    },
    [client, scenarioId, rulesId],
  );
  if (!tried) return [null, attempt];
  const [answer, refused] = state.asked === tried ? [state.answer, state.refused] : [null, null];
  return [{ of: tried, answer, changes: differences(live.shown, answer), refused }, attempt];
}
