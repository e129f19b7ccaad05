/** Frontier: what each further token is worth, step by step, each one proven. */
import { useMemo, useState } from "react";

import { FrontierFollowDocument, FrontierStartDocument } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analysis";
import { AboutStored, AskForm } from "../../plan/Asking";
import { withEdit } from "../../plan/draft";
import { limitsOf } from "../../plan/limits";
import { usePlan } from "../../plan/plan";
import { compare } from "../../shared/decimal";
import { Export } from "../../shared/Export";
import { number, words } from "../../shared/format";
import { Action, Choice, Notes, PageHead } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";
import { ruleWords } from "../../shared/rules";
import { StepChart } from "./StepChart";
import "./frontier.css";

export default function Frontier() {
  const { live, draft, attempt } = usePlan();
  const capacities = useMemo(
    () =>
      limitsOf(live.opened, live.opened, [])
        .filter(({ family }) => family === "capacity")
        .map(({ place, subject, period }) => ({ value: place.replace("capacity:", ""), text: period ? `${subject}, ${period}` : subject })),
    [live.opened],
  );
  const [picked, setPicked] = useState<string | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const found = useAnalysis(FrontierStartDocument, FrontierFollowDocument, "FrontierResult");
  const { result } = found;
  const capacity = picked ?? capacities[0]?.value ?? "";
  const points = result?.points.flatMap((each) => (each.x.value !== null && each.y.value !== null ? [{ ...each, x: each.x.value, y: each.y.value, proven: each.y.proven }] : [])) ?? [];
  const ordered = points.toSorted((a, b) => compare(a.x, b.x));
  const point = chosen === null ? null : (ordered[chosen] ?? null);
  const [xLabel, yLabel] = [words((result?.x.label ?? "").replace(/capacity:\S+/, ruleWords)), words(result?.y.label ?? "")];
  return (
    <div className="page stack">
      <PageHead title="Frontier">What another limit would be worth, step by step.</PageHead>
      <AboutStored />
      <AskForm
        of={found}
        input={capacity ? { capacity, maxPoints: 20 } : null}
        says="Find the steps"
        hint={!capacities.length && live.opened ? "This plan has no capacity." : "Where a further token changes the plan, and what it is worth there."}
        onAsk={() => setChosen(null)}
      >
        <Choice label="Capacity" value={capacity} options={capacities} onChange={setPicked} />
      </AskForm>
      {result && ordered.length > 0 && (
        <>
          <div className="row">
            <GradeBadge grade={result.complete ? "proven" : "between"}>{result.complete ? "Every step proven" : ordered.every((each) => each.proven) ? "Values proven, where steps begin not" : "Not every step is known"}</GradeBadge>
            <span className="muted">Choose a step to see who enters and leaves.</span>
            <span className="grow" />
            <Export name="frontier" rows={() => [[xLabel, yLabel, "proven", "entered", "left"], ...ordered.map((each) => [each.x, each.y, each.proven ? "yes" : "no", each.entered.join(" "), each.dropped.join(" ")])]} picture=".frontier-chart" />
          </div>
          <div className="panel panel-pad frontier-chart">
            <StepChart
              title={`${yLabel} by ${xLabel}`}
              points={ordered}
              gaps={result.gaps.flatMap((gap) => (gap.xFrom !== null && gap.xTo !== null ? [{ from: gap.xFrom, to: gap.xTo }] : []))}
              now={result.xNow}
              isStep={result.isStep}
              xLabel={xLabel}
              yLabel={yLabel}
              chosen={chosen}
              onChoose={setChosen}
            />
          </div>
          {point && (
            <div className="panel panel-pad row" aria-live="polite">
              <strong>
                {number(point.x)}: {number(point.y)}
              </strong>
              <span className="change entered keys">{point.entered.length ? `+ ${point.entered.join(", ")}` : ""}</span>
              <span className="change left keys">{point.dropped.length ? `− ${point.dropped.join(", ")}` : ""}</span>
              <span className="grow" />
              <Action
                onPress={() => {
                  attempt(withEdit(draft, { place: `capacity:${capacity}`, value: point.x }));
                  location.hash = location.hash.replace(/^#\/frontier/, "#/board");
                }}
              >
                Use this limit in my draft
              </Action>
            </div>
          )}
          <div className="panel table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th className="num">{xLabel}</th>
                  <th className="num">{yLabel}</th>
                  <th>Grade</th>
                  <th>Enters</th>
                  <th>Leaves</th>
                </tr>
              </thead>
              <tbody>
                {ordered.map((each) => (
                  <tr key={each.x}>
                    <td className="num">{number(each.x)}</td>
                    <td className="num">{number(each.y)}</td>
                    <td>
                      <GradeBadge grade={each.proven ? "proven" : "between"} />
                    </td>
                    <td className="key-list">{each.entered.join(", ")}</td>
                    <td className="key-list">{each.dropped.join(", ")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {result && <Notes of={result.notes} />}
    </div>
  );
}
