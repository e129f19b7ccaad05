/** Rules that cannot hold together, each in words, with what would resolve it as buttons. */
import { without } from "../../plan/draft";
import { usePlan } from "../../plan/plan";
import type { Answer } from "../../plan/session";
import { ruleWords, placeOf } from "../../shared/rules";
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
            <span className="muted">{told.replace(`${rule}: `, "")}</span>
          </li>
        ))}
      </ul>
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
