/** The limits beside the list: how full each is, and a slider and a field to try another. */
import { memo, useMemo, useRef, useState } from "react";

import { withEdit, without } from "../../plan/draft/draft";
import { FAMILIES, limitsOf, type Limit } from "../../plan/draft/limits";
import { passSoon } from "../../plan/moving";
import { usePlan, type Plan } from "../../plan/plan";
import { isDecimal, plain, position } from "../../shared/decimal";
import { number } from "../../shared/format";
import { Action } from "../../shared/parts";
import { RangeBadge } from "../../shared/proof";
import type { Prices } from "./prices";
import { scaleOf } from "./scale";

const TITLES: Record<(typeof FAMILIES)[number], string> = { capacity: "Capacity", cap: "At most", floor: "At least", target: "Targets" };

interface LimitsProps {
  /** What one more token of a capacity gains, by its place; empty until it was asked. */
  readonly worth: Prices["tokens"];
}

export function Limits({ worth }: LimitsProps) {
  const { live, draft, change } = usePlan();
  const limits = useMemo(() => limitsOf(live.opened, live.shown, draft, live.shownTo), [live.opened, live.shown, draft, live.shownTo]);
  return (
    <section className="board-limits" aria-label="Limits">
      {FAMILIES.map((family) => {
        const members = limits.filter((limit) => limit.family === family);
        return (
          members.length > 0 && (
            <section key={family} className="panel limit-group" aria-labelledby={`limits-${family}`}>
              <h2 id={`limits-${family}`}>{TITLES[family]}</h2>
              {members.map((limit) => (
                <LimitCard key={limit.place} limit={limit} worth={worth.get(limit.place)} change={change} />
              ))}
            </section>
          )
        );
      })}
      {!limits.length && <p className="empty">{live.opened ? "This plan has no limits." : "The limits appear with the first answer."}</p>}
    </section>
  );
}

interface CardProps {
  readonly limit: Limit;
  readonly worth: ReturnType<Prices["tokens"]["get"]>;
  readonly change: Plan["change"];
}

/** Drawn again where its limit says something new only: a drag changes one limit in every frame, and there are many. */
const LimitCard = memo(LimitView, (a, b) => a.change === b.change && a.worth === b.worth && JSON.stringify(a.limit) === JSON.stringify(b.limit));

function LimitView({ limit, worth, change }: CardProps) {
  const name = limit.period ? `${limit.subject}, ${limit.period}` : limit.subject;
  const scale = useMemo(() => scaleOf(limit.stored ?? limit.value), [limit.stored, limit.value]);
  const [moved, setMoved] = useState<string | null>(null);
  const drags = useRef(0);
  const value = moved ?? limit.value;
  const edit = (value: string | null, gesture?: string) => {
    const back = value !== null && limit.stored !== null && plain(value) === plain(limit.stored);
    change((draft) => (back ? without(draft, limit.place) : withEdit(draft, { place: limit.place, value })), gesture);
  };
  const slide = (to: string) => {
    setMoved(to);
    passSoon(limit.place, () => {
      setMoved(null);
      edit(to, `slide ${drags.current} ${limit.place}`);
    });
  };
  return (
    <div className={`limit${limit.edited ? " edited" : ""}${limit.off ? " off" : ""}`} data-place={limit.place}>
      <span className="limit-name" title={name}>
        {limit.subject}
        {limit.period && <span className="muted"> {limit.period}</span>}
        {limit.kind === "GOAL" && <span className="tag">goal</span>}
      </span>
      <span className="limit-used">
        {limit.off
          ? "off"
          : limit.parts.map((part) => (
              <span key={part.ruleId} className={part.binding ? "is-full" : ""} title={`${part.period ?? name}: ${number(part.used)} ${limit.family === "target" ? "reached" : "used"}`}>
                {limit.parts.length > 1 && <small>{part.period?.replace(/^\d{4}-/, "")} </small>}
                {number(part.used)}
                {part.binding && <span className="sr">{limit.family === "target" ? " missed" : " used up"}</span>}
              </span>
            ))}
        {!limit.off && !limit.parts.length && "—"}
      </span>
      <ValueField name={name} value={value} off={limit.off} onValue={edit} />
      <div className="limit-slider">
        <span className="fills">
          {limit.parts.map((part, index) => (
            <span
              key={part.ruleId}
              className={part.binding ? "fill is-full" : "fill"}
              style={{ width: `${Math.min(100, (100 * position(part.used)) / scale.most)}%`, top: `${(100 * index) / limit.parts.length}%`, height: `${100 / limit.parts.length}%` }}
            />
          ))}
        </span>
        <input
          type="range"
          aria-label={name}
          aria-valuetext={number(value)}
          disabled={limit.off}
          min={0}
          max={scale.most}
          step={scale.step}
          value={Math.min(position(value), scale.most)}
          // Each drag is a step to undo; keys that follow one another are one.
          onPointerDown={() => drags.current++}
          onChange={({ target }) => slide(scale.text(target.valueAsNumber))}
        />
      </div>
      {worth && (
        <span className="limit-worth row">
          <RangeBadge of={worth.gain} none="Unknown" /> {number(worth.step)} more gains {worth.gain?.text}
        </span>
      )}
      <span className="limit-acts">
        {limit.edited ? (
          <Action kind="quiet" small icon="undo" label={`Back to the plan: ${name}`} onPress={() => change((draft) => without(draft, limit.place))} />
        ) : (
          limit.family !== "capacity" && <Action kind="quiet" small icon="cross" label={`Switch off: ${name}`} onPress={() => edit(null)} />
        )}
      </span>
    </div>
  );
}

function ValueField({ name, value, off, onValue }: { name: string; value: string; off: boolean; onValue: (value: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const wrong = typed !== null && !isDecimal(typed.replaceAll(",", ""));
  const take = () => {
    if (typed !== null && !wrong) onValue(plain(typed.replaceAll(",", "")));
    setTyped(null);
  };
  return (
    <input
      className="input limit-value"
      inputMode="decimal"
      aria-label={`${name}: limit`}
      aria-invalid={wrong}
      disabled={off}
      value={typed ?? number(value)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
