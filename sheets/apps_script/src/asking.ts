// Trades and what-ifs about the row in which the person stands, over the last run that found a plan.
import { ask } from "./api";
import { ANSWER, RUN_IDS, TRADE, WHAT_IF, type Analysis, type Diff, type Loss, type Result } from "./documents";
import { PlainError } from "./errors";
import { placeOf } from "./places";
import { connection } from "./settings";
import type { AskedView, Subject } from "./shared";
import { cellAtCursor, grouped, isPlanned, plannedRun, textOf, titles } from "./tabs";

const NOTHING =
  "Stand in a row of Candidates or Results_Portfolio, or in a figure of Scenario_Config, Capacity, Constraints or Targets.";
const MOST_LINES = 12;

interface Started {
  readonly started: { readonly analysis?: { readonly id: string }; readonly errors?: readonly { readonly message: string }[] };
}

/** What can be asked about the cell at the cursor. Raises PlainError where nothing can. */
export function subjectAtCursor(scenario: string): Subject {
  const cell = cellAtCursor();
  const key = textOf(cell?.row.initiative_key);
  const place = cell && placeOf(cell, scenario);
  if (!cell || (!key && !place)) throw new PlainError(NOTHING);
  const planned = key !== "" && isPlanned(key, scenario);
  const name = [key, textOf(cell.row.title) || (titles()[key] ?? "")].filter((text) => text !== "").join(" ");
  return {
    title: key ? `${name} is ${planned ? "" : "not "}in the plan.` : `${cell.tab}: ${place?.label ?? ""}`,
    trade: key ? (planned ? "What would leaving it out cost?" : "What would having it in cost?") : "",
    key,
    figure: place?.label ?? "",
    value: place ? textOf(cell.value) : "",
    place: place?.place ?? "",
    behind: place?.behind ?? "",
  };
}

export function startTrade(key: string, scenario: string): string {
  const demand = isPlanned(key, scenario) ? { forceOut: [key] } : { forceIn: [key] };
  return started(TRADE, { ...demand, runId: runOf(scenario) });
}

/** place and behind: of the figure, as its subject has them; the person may stand elsewhere by now. */
export function startWhatIf(place: string, value: string, behind: string, scenario: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(value.trim())) throw new PlainError("Enter a number, such as 12.5.");
  return started(WHAT_IF, { edits: [{ place, value: value.trim() + behind }], runId: runOf(scenario) });
}

function started(document: string, input: Record<string, unknown>): string {
  const { analysis, errors = [] } = ask<Started>(connection(), document, { input }).started;
  if (analysis) return analysis.id;
  throw new PlainError(errors.map((error) => error.message).join("\n") || "The Optimization Engine refused.");
}

function runOf(scenario: string): string {
  const wanted = plannedRun(scenario);
  if (!wanted) throw new PlainError(`${scenario || "The scenario"} has no plan yet. Run it first.`);
  const { runs } = ask<{ runs: { nodes: readonly { id: string; runId: string }[] } }>(connection(), RUN_IDS, {});
  const found = runs.nodes.find((run) => run.runId === wanted);
  if (!found) throw new PlainError("The Optimization Engine does not know the last run any more. Run it again.");
  return found.id;
}

/** One look at an answer; the page asks again until it is over. */
export function lookAtAnswer(id: string): AskedView {
  const { analysis } = ask<{ analysis: Analysis | null }>(connection(), ANSWER, { id });
  if (!analysis) throw new PlainError("The Optimization Engine does not know this question any more.");
  const { status, errorText, result } = analysis;
  const isOver = status !== "QUEUED" && status !== "RUNNING";
  const view = { isOver, status: status.toLowerCase() };
  if (!isOver) return { ...view, headline: "", lines: [] };
  return result ? { ...view, ...inSentences(result) } : { ...view, headline: errorText ?? "There is no answer.", lines: [] };
}

function inSentences(result: Result): { headline: string; lines: string[] } {
  const conflict = result.conflict ?? result.steps?.map((step) => step.run.conflict).find((each) => each != null);
  if (result.status === "INFEASIBLE") {
    return { headline: "No plan keeps every rule then.", lines: [...(conflict?.explanations ?? [])] };
  }
  const diff = result.deal?.diff ?? result.diff;
  if (!diff) return { headline: "No plan was found in the time given.", lines: [] };
  const headline = result.deal ? price(result.deal.losses, result.deal.lostIn) : difference(diff, result.status);
  return { headline, lines: [...changes(diff), ...(result.steps ?? []).flatMap((step) => step.notes)] };
}

/** As the command line says it. */
function price(losses: readonly Loss[], lostIn: string | null): string {
  const lost = losses.find((each) => each.name === lostIn);
  if (lost) {
    const [least, most] = [grouped(lost.lostAtLeast ?? ""), grouped(lost.lostAtMost ?? "")];
    if (least === most) return `Costs ${least} of ${lost.name}, proven.`;
    return `Costs at least ${least}${most ? ` and at most ${most}` : ""} of ${lost.name}.`;
  }
  if (losses.every((each) => each.lostAtLeast !== null && each.lostAtLeast === each.lostAtMost)) {
    return "Costs nothing: the plan is worth as much as before, proven.";
  }
  return "What it costs is not proven.";
}

function difference(diff: Diff, status: Result["status"]): string {
  const stage = diff.objective.find((each) => each.before !== each.after) ?? diff.objective[0];
  if (!stage) return "Nothing changes.";
  const proof = status === "OPTIMAL" ? "" : " A better plan may be possible.";
  if (stage.before === stage.after) return `${stage.name} stays ${grouped(stage.after)}.${proof}`;
  return `${stage.name} was ${grouped(stage.before)}, would be ${grouped(stage.after)}.${proof}`;
}

function changes(diff: Diff): string[] {
  const named = titles();
  const name = (key: string): string => `${key} ${named[key] ?? ""}`.trim();
  const size = (tokens: string | null | undefined): string => (tokens ? `, ${grouped(tokens)} token${tokens === "1" ? "" : "s"}` : "");
  const lines = [
    ...diff.entered.map((each) => `in: ${name(each.initiativeKey)} (${each.after?.periodKey ?? ""}${size(each.after?.tokens)})`),
    ...diff.left.map((each) => `out: ${name(each.initiativeKey)} (${each.before?.periodKey ?? ""}${size(each.before?.tokens)})`),
    ...diff.moved.map((each) => {
      return `moved: ${name(each.initiativeKey)}, ${each.before?.periodKey ?? ""} to ${each.after?.periodKey ?? ""}`;
    }),
  ];
  if (lines.length === 0) return ["Nothing else changes."];
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), `and ${String(more)} more`] : lines;
}
