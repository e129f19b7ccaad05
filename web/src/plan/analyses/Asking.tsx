/** The form by which an analysis is asked for, how far it is, and that it is about the plan as it is stored. */
import type { ReactNode } from "react";

import type { Analysis, Known } from "./analysis";
import { usePlan } from "../plan";
import { Action, Notice } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";

interface AskFormProps<I> {
  readonly of: Analysis<I, unknown>;
  /** What is asked for; null while something of it is missing or wrong. */
  readonly input: I | null;
  /** What the button says. */
  readonly says: string;
  /** What there is to find, until it was asked for. */
  readonly hint: string;
  readonly onAsk?: () => void;
  /** The choices that it depends on. */
  readonly children?: ReactNode;
}

export function AskForm<I>({ of, input, says, hint, onAsk, children }: AskFormProps<I>) {
  const press = () => {
    if (input === null) return;
    onAsk?.();
    of.ask(input);
  };
  return (
    <>
      <div className="form-row">
        {children}
        <Action kind="primary" disabled={input === null} onPress={press}>
          {says}
        </Action>
      </div>
      {of.state === "none" && <p className="muted">{hint}</p>}
      <Asking of={of} onCancel={of.cancel} />
    </>
  );
}

export function Asking({ of, onCancel }: { of: Known<unknown>; onCancel: () => void }) {
  if (of.state === "failed") return <Notice bad>{of.told || "It failed."}</Notice>;
  if (of.state !== "waiting" && of.state !== "running") return null;
  return (
    <div className="row" role="status">
      <GradeBadge grade="open">{of.state === "waiting" ? "Waiting for a worker" : "Computing"}</GradeBadge>
      <span className="muted">{of.told}</span>
      <Action small kind="quiet" onPress={onCancel}>
        Stop
      </Action>
    </div>
  );
}

export function AboutStored() {
  const { draft } = usePlan();
  if (!draft.length) return null;
  return <Notice>This is about the plan as it is stored. Keep your draft on the Board to ask the same of it.</Notice>;
}
