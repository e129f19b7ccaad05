/** One rule: its sentence, what the portfolio makes of it, its price, and what a draft makes of it. */
import { useId, useState } from "react";

import { withEdit, without } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { isDecimal, plain } from "../../shared/decimal";
import { Action } from "../../shared/parts";
import { RangeBadge, type Range } from "../../shared/proof";
import { wrongFigures } from "./points";
import type { Form, Sentence } from "./sentences";

const WRONG: Record<NonNullable<Form>, (text: string) => string | null> = {
  figure: (text) => (isDecimal(text) ? null : "Give a number."),
  figures: wrongFigures,
};

/** price: what dropping it would gain; undefined where that was not asked. */
export function RuleLine({ of, price }: { of: Sentence; price: Range | null | undefined }) {
  const { draft, attempt } = usePlan();
  const { place, text, value, form, drops, check } = of;
  const edit = draft.find((each) => each.place === place);
  const off = edit?.value === null;
  const now = edit?.value || value;
  const change = (next: string) => attempt(value !== null && same(next, value) ? without(draft, place) : withEdit(draft, { place, value: next }));
  return (
    <li className={off ? "is-off" : ""} data-place={place}>
      <div className="rule-said">
        <span className="rule-text">{text}</span>
        {check && !off && <span className="muted rule-check">{check}</span>}
        {price !== undefined && (
          <span className="row rule-price">
            <RangeBadge of={price} none="Unknown" /> <span>Without it {price?.text ?? "nothing is known"} more</span>
          </span>
        )}
      </div>
      {form !== null && now !== null && !off && <TextValue name={text} form={form} value={now} onValue={change} />}
      {edit && !off ? (
        <Action small kind="quiet" icon="undo" label={`Back to the plan: ${text}`} onPress={() => attempt(without(draft, place))} />
      ) : (
        drops && (
          <Action
            small
            kind="quiet"
            label={`${off ? "Switch on" : "Switch off"}: ${text}`}
            onPress={() => attempt(off ? without(draft, place) : withEdit(draft, { place, value: null }))}
          >
            {off ? "Switch on" : "Switch off"}
          </Action>
        )
      )}
    </li>
  );
}

function same(a: string, b: string): boolean {
  const figures = (text: string) => text.split(",").map((each) => plain(each.trim())).join();
  return figures(a) === figures(b);
}

interface TextValueProps {
  readonly name: string;
  readonly form: NonNullable<Form>;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A figure, or several with commas between them, taken with Enter or when it is left. */
function TextValue({ name, form, value, onValue }: TextValueProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const told = useId();
  const wrong = typed === null ? null : WRONG[form](typed.trim());
  const take = () => {
    if (wrong) return;
    if (typed !== null && !same(typed, value)) onValue(typed.split(",").map((each) => plain(each.trim())).join(", "));
    setTyped(null);
  };
  return (
    <span className="rule-value">
      <input
        className={form === "figures" ? "input figures-input" : "input figure-input"}
        inputMode={form === "figure" ? "decimal" : "text"}
        aria-label={`Value: ${name}`}
        aria-invalid={wrong !== null}
        aria-describedby={wrong ? told : undefined}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setTyped(null);
        }}
      />
      {wrong && (
        <span id={told} className="wrong" role="alert">
          {wrong}
        </span>
      )}
    </span>
  );
}
