/** The settings of what is shown: scenario, rules, solver, value with its grade, draft and date. */
import type { About } from "../shared/about";
import { figureText } from "../shared/proof";
import { editText } from "./draft/draft";
import type { Plan } from "./plan";
import type { Answer } from "./session";

function standing(answer: Answer | null): string {
  if (answer?.status === "INFEASIBLE") return "not possible";
  return answer?.value ? `${figureText(answer.value)}, ${answer.value.proven ? "proven best" : "not proven"}` : "not known yet";
}

type Told = Pick<Plan, "scenario" | "rules" | "draft" | "live">;

export function aboutPlan({ scenario, rules, draft, live }: Told, version: string, now: Date): About {
  return [
    ["scenario", scenario.name],
    ["rules", rules?.name ?? "none"],
    ["value", standing(live.opened)],
    ...(draft.length ? [["draft", draft.map(editText).join("; ")] as const, ["value of the draft", standing(live.answer)] as const] : []),
    ["solver", `auto, Optimization Engine ${version}`],
    ["made", now.toISOString().slice(0, 16).replace("T", " ") + " UTC"],
  ];
}
