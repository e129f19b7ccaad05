/** How far an analysis is, and that it is about the plan as it is stored. */
import type { Analysed } from "./analysis";
import { usePlan } from "./plan";
import { Action, Notice } from "../shared/parts";
import { GradeBadge } from "../shared/proof";

export function Asking({ of, onCancel }: { of: Analysed<unknown>; onCancel: () => void }) {
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
