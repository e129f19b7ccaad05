/** A response curve point by point, drawn beside its points; what is typed goes into the draft as soon as it makes a curve. */
import { useState } from "react";

import type { RuleSetFragment } from "../../graphql/generated";
import { withEdit, without } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { Curve, type Point } from "../../shared/curve/Curve";
import { add, subtract } from "../../shared/decimal";
import { constant, number, words } from "../../shared/format";
import { Action, Csv } from "../../shared/parts";
import { parsePoints, pointsText, wrongPoints } from "./points";

type Stored = RuleSetFragment["responseCurves"][number];

export function CurveCard({ of }: { of: Stored }) {
  const { draft, attempt, live } = usePlan();
  const [typed, setTyped] = useState<readonly Point[] | null>(null);
  const place = `curve:${of.curveKey}`;
  const edit = draft.find((each) => each.place === place);
  const off = edit?.value === null;
  const stands = off ? undefined : live.shown?.curves.find((each) => each.ruleId === place);
  const opened = live.opened?.curves.find((each) => each.ruleId === place);
  const stored = of.points.length ? of.points : (opened?.points ?? []);
  const points = typed ?? (edit?.value ? parsePoints(edit.value) : stored);
  const wrong = typed && wrongPoints(typed);
  const name = `${words(of.kpiKey)}${of.market ? `, ${of.market}` : ""}`;
  const put = (next: readonly Point[]) => {
    if (wrongPoints(next)) {
      setTyped(next);
      return;
    }
    setTyped(null);
    const text = pointsText(next);
    attempt(text === pointsText(stored) ? without(draft, place) : withEdit(draft, { place, value: text }), `curve ${place}`);
  };
  const change = (index: number, field: keyof Point, text: string) => setTyped(points.map((each, at) => (at === index ? { ...each, [field]: text.trim() } : each)));
  const back = () => {
    setTyped(null);
    attempt(without(draft, place));
  };
  const another = () => {
    const [before, last] = [points.at(-2), points.at(-1)];
    if (!last) return;
    const step = (field: keyof Point) => add(last[field], before ? subtract(last[field], before[field]) : "1");
    put([...points, { raw: step("raw"), counted: last.counted }]);
  };
  return (
    <article className={off ? "curve-card is-off" : "curve-card"} aria-label={`Curve ${of.curveKey}`} data-place={place}>
      <header className="row">
        <h3 className="grow">
          {of.curveKey} <span className="muted">{name}</span>
        </h3>
        {edit && <Action small kind="quiet" icon="undo" label={`Back to the plan: curve ${of.curveKey}`} onPress={back} />}
        {!off && (
          <Action small kind="quiet" label={`Switch off: curve ${of.curveKey}`} onPress={() => attempt(withEdit(draft, { place, value: null }))}>
            Switch off
          </Action>
        )}
      </header>
      {off ? (
        <p className="muted">Switched off in the draft: every total counts for itself.</p>
      ) : (
        <>
          <p className="muted">
            {stands
              ? `This plan: a total of ${number(stands.raw)} counts ${number(stands.counted)}; one more counts ${number(stands.slope)}.`
              : "What a raw total counts for."}
            {of.shape && !edit && ` Drawn as ${constant(of.shape).toLowerCase()}; a point that is changed takes the place of the shape.`}
          </p>
          <div className="curve-parts">
            <table className="table curve-points">
              <thead>
                <tr>
                  <th className="num">Raw</th>
                  <th className="num">Counted</th>
                  <th>
                    <span className="sr">Leave it out</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {points.map((point, index) => (
                  <tr key={index}>
                    {(["raw", "counted"] as const).map((field) => (
                      <td key={field} className="num">
                        <input
                          className="input figure-input"
                          inputMode="decimal"
                          aria-label={`${of.curveKey}, point ${index + 1}: ${field}`}
                          aria-invalid={Boolean(wrong)}
                          value={point[field]}
                          onChange={(event) => change(index, field, event.target.value)}
                          onBlur={() => typed && put(typed)}
                          onKeyDown={(event) => {
                            if (event.key === "Enter" && typed) put(typed);
                            if (event.key === "Escape") setTyped(null);
                          }}
                        />
                      </td>
                    ))}
                    <td>
                      <Action small kind="quiet" icon="cross" label={`${of.curveKey}: leave out point ${index + 1}`} disabled={points.length < 3} onPress={() => put(points.filter((_, at) => at !== index))} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {points.length > 1 && !wrong && <Curve name={name} points={points} at={stands ?? null} />}
          </div>
          {wrong && (
            <p className="wrong" role="alert">
              {wrong}
            </p>
          )}
          <div className="row">
            <Action small icon="plus" label={`${of.curveKey}: another point`} disabled={Boolean(wrong) || !points.length} onPress={another}>
              Another point
            </Action>
            <span className="grow" />
            <Csv name={`curve-${of.curveKey}`} rows={() => [["raw", "counted"], ...points.map(({ raw, counted }) => [raw, counted])]} />
          </div>
        </>
      )}
    </article>
  );
}
