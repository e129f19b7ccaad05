/** How far a run is, in words and shape. */
import type { RunRowFragment } from "../../graphql/generated";
import { constant } from "../../shared/format";
import { GradeBadge } from "../../shared/proof";

export const OPEN = new Set(["QUEUED", "RUNNING"]);

export function RunState({ run }: { run: RunRowFragment }) {
  if (run.status === "FAILED" || run.status === "CANCELLED") return <GradeBadge grade="impossible">{constant(run.status)}</GradeBadge>;
  if (OPEN.has(run.status)) return <GradeBadge grade="open">{run.status === "QUEUED" ? "Waiting" : (run.progress?.stage ?? "Solving")}</GradeBadge>;
  if (run.solutionStatus === "INFEASIBLE") return <GradeBadge grade="impossible" />;
  return run.solutionStatus === "OPTIMAL" ? <GradeBadge grade="proven">Proven best</GradeBadge> : <GradeBadge grade="between" />;
}
