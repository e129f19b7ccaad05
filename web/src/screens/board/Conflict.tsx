/** Rules that cannot hold together, each in words, with what would resolve it as buttons. */
import { useMemo } from "react";

import { useCandidates, type Candidate } from "../../plan/candidates";
import { without } from "../../plan/draft/draft";
import { limitsOf } from "../../plan/draft/limits";
import { usePlan } from "../../plan/plan";
import { afterWayOut, wayOut } from "../../plan/draft/way_out";
import type { Answer } from "../../plan/session";
import { inWords, ruleWords, placeOf } from "../../shared/rules";
import { number } from "../../shared/format";
import { Action } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";

export function Conflict({ conflict }: { conflict: NonNullable<Answer["conflict"]> }) {
  const { draft, attempt, undo, canUndo } = usePlan();
  const rules = conflict.rules.map((rule, index) => ({ rule, told: conflict.explanations[index] ?? rule }));
  const tried = draft.filter((edit) => conflict.rules.some((rule) => rule === edit.place || placeOf(rule) === edit.place));
  return (
    <section className="conflict" aria-label="Conflict" role="status" data-testid="conflict">
      <div className="row">
        <GradeBadge grade="impossible" />
        <strong>{rules.length === 1 ? "This rule cannot be kept." : `These ${rules.length} rules cannot hold together.`}</strong>
        {conflict.minimal && <span className="muted">Without any one of them there is a way.</span>}
      </div>
      <ul>
        {rules.map(({ rule, told }) => (
          <li key={rule}>
            <strong>{ruleWords(rule)}</strong>
            <span className="muted">{inWords(told.replace(`${rule}: `, ""))}</span>
          </li>
        ))}
      </ul>
      <Cheapest />
      <div className="row">
        {canUndo && (
          <Action small icon="undo" onPress={undo}>
            Undo the last change
          </Action>
        )}
        {tried.map((edit) => (
          <Action small key={edit.place} onPress={() => attempt(without(draft, edit.place))}>
            Drop “{ruleWords(edit.place)}”
          </Action>
        ))}
      </div>
    </section>
  );
}

const DATES = { earliestStartDate: "earliest_start_date", deadlineDate: "deadline_date", latestFinishDate: "latest_finish_date" } as const;

function datesOf(candidate: Candidate | undefined): readonly string[] {
  return candidate ? (Object.keys(DATES) as (keyof typeof DATES)[]).filter((field) => candidate[field] !== null).map((field) => DATES[field]) : [];
}

/** The least change that leaves a portfolio, with what it leaves; one press tries it. */
function Cheapest() {
  const { draft, attempt, live, scenario } = usePlan();
  const { rows } = useCandidates(scenario);
  const found = live.answer?.wayOut;
  const limits = useMemo(() => limitsOf(live.opened, live.opened, draft), [live.opened, draft]);
  if (!found) return live.waiting ? <p className="muted">Looking for the cheapest way out…</p> : null;
  const steps = wayOut(found.rules, limits, (key) => datesOf(rows.find(({ initiativeKey }) => initiativeKey === key)));
  const told = steps.map(({ text }) => text).join("; ");
  return (
    <div className="row" data-testid="way-out">
      <GradeBadge grade={found.proven ? "proven" : "between"}>{found.proven ? "Cheapest way out" : "A way out, perhaps not the cheapest"}</GradeBadge>
      <span>
        {told.charAt(0).toUpperCase() + told.slice(1)}.{found.objective !== null && ` It leaves ${found.proven ? "" : "at least "}${number(found.objective)}.`}
      </span>
      {steps.every(({ edits }) => edits) ? (
        <Action small kind="primary" onPress={() => attempt(afterWayOut(draft, steps, limits))}>
          Take it
        </Action>
      ) : (
        <span className="muted">Some of it stands with the initiatives, so no draft takes all of it.</span>
      )}
    </div>
  );
}
