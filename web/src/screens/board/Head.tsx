/** The head of the Board: the value with its grade of proof, and what can be done with the draft. */
import { memo, useEffect, useState } from "react";

import { flushAddress } from "../../app/route";
import { editText } from "../../plan/draft/draft";
import { useMoving } from "../../plan/moving";
import { usePlan, type Plan } from "../../plan/plan";
import { compare, subtract } from "../../shared/decimal";
import { count, milliseconds, number, signed } from "../../shared/format";
import { Action } from "../../shared/parts";
import { GradeBadge, interval, stageName } from "../../shared/proof";
import { Keep } from "../keep/Keep";

export function Head() {
  const { draft, live, canUndo, canRedo, undo, redo, attempt } = usePlan();
  return (
    <header className="board-head">
      <Value />
      <Acts edits={draft.length} keepable={live.answer?.value != null} {...{ canUndo, canRedo, undo, redo, attempt }} />
    </header>
  );
}

interface ActsProps extends Pick<Plan, "canUndo" | "canRedo" | "undo" | "redo" | "attempt"> {
  readonly edits: number;
  readonly keepable: boolean;
}

const Acts = memo(ActsView);

function ActsView({ edits, keepable, canUndo, canRedo, undo, redo, attempt }: ActsProps) {
  const [keeping, setKeeping] = useState(false);
  useUndoKeys(undo, redo);
  return (
    <div className="row board-actions">
      <Action kind="quiet" icon="undo" label="Undo" disabled={!canUndo} onPress={undo} />
      <Action kind="quiet" icon="redo" label="Redo" disabled={!canRedo} onPress={redo} />
      <Action kind="quiet" disabled={!edits} onPress={() => attempt([])}>
        {edits ? `Drop ${count(edits, "edit")}` : "No edits"}
      </Action>
      <CopyLink />
      <Action kind="primary" icon="keep" disabled={!keepable} onPress={() => setKeeping(true)}>
        Keep…
      </Action>
      {keeping && <Keep onClose={() => setKeeping(false)} />}
    </div>
  );
}

function Value() {
  const { live, draft } = usePlan();
  const moving = useMoving();
  const { shown, opened } = live;
  const [answer, waiting] = moving ? [null, true] : [live.answer, live.waiting];
  const figure = answer?.value ?? null;
  const impossible = answer?.status === "INFEASIBLE";
  const old = !figure && !impossible;
  const seen = figure ?? shown?.value ?? null;
  const base = opened?.value;
  const gain = figure?.proven && base?.proven && draft.length ? subtract(figure.value, base.value) : null;
  return (
    <div className="board-value" data-testid="value" data-waiting={waiting} data-draft={draft.map(editText).join("&")}>
      <span className="muted">{stageName(seen?.name ?? "value")}</span>
      {impossible ? (
        <strong className="figure">No portfolio</strong>
      ) : (
        <strong className={old ? "figure fades old" : "figure fades"}>{seen ? <FigureDigits figure={seen} /> : "—"}</strong>
      )}
      <span className="row board-grade" role="status">
        <GradeBadge grade={impossible ? "impossible" : figure?.proven ? "proven" : figure ? "between" : "open"}>
          {figure?.proven ? "Proven best" : undefined}
        </GradeBadge>
        {gain !== null && (
          <span className={compare(gain, "0") < 0 ? "loss" : "gain"}>{compare(gain, "0") === 0 ? "same as the plan" : `${signed(gain)} to the plan`}</span>
        )}
        {answer && <span className="muted">{milliseconds(answer.milliseconds)}</span>}
      </span>
    </div>
  );
}

function FigureDigits({ figure }: { figure: Parameters<typeof interval>[0] }) {
  if (figure.proven) return number(figure.value);
  const [low, high] = interval(figure);
  return high === null ? `${figure.moreIsBetter ? "≥" : "≤"} ${number(low)}` : `${number(low)} – ${number(high)}`;
}

function CopyLink() {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    flushAddress();
    await navigator.clipboard.writeText(location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <Action kind="quiet" icon="link" onPress={() => void copy()}>
      {copied ? "Copied" : "Copy link"}
    </Action>
  );
}

/** Undo and redo by the keys that everybody knows, but not while somebody types. */
function useUndoKeys(undo: () => void, redo: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=range]), textarea, select");
      if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [undo, redo]);
}
