/** Frontier: what each further token is worth, or what one KPI costs in another, point by point, each with its grade. */
import { useMemo, useState } from "react";

import { setQuery, useRoute } from "../../app/route";
import { FrontierFollowDocument, FrontierStartDocument } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AboutStored, AskForm } from "../../plan/analyses/Asking";
import { useCandidates } from "../../plan/candidates";
import { limitsOf } from "../../plan/draft/limits";
import { usePlan } from "../../plan/plan";
import { compare } from "../../shared/decimal";
import { Export } from "../../shared/Export";
import { number, words } from "../../shared/format";
import { Choice, Notes, PageHead } from "../../shared/parts";
import { GradeBadge, range } from "../../shared/proof";
import { ruleWords } from "../../shared/rules";
import { Table } from "../../shared/Table";
import { Point, type Found, type KnownPoint } from "./Point";
import { StepChart } from "./StepChart";
import "./frontier.css";

const MEASURES = "measures";
const MOST_POINTS = 20;

function known({ points, y: { moreIsBetter } }: Found): KnownPoint[] {
  return points
    .flatMap((each): KnownPoint[] => {
      const { x, y } = each;
      if (x.value === null || y.value === null) return [];
      const bound = y.proven ? null : y.bound;
      const text = y.proven ? number(y.value) : (moreIsBetter ? range(y.value, bound) : range(bound, y.value))?.text;
      return [{ ...each, x: x.value, y: y.value, yText: text ?? number(y.value), bound, proven: y.proven && x.proven }];
    })
    .toSorted((a, b) => compare(a.x, b.x));
}

const keys = (of: readonly string[]) => of.length > 0 && <span className="key-list">{of.join(", ")}</span>;

export default function Frontier() {
  const { live, scenario } = usePlan();
  const { query } = useRoute();
  const { rows } = useCandidates(scenario);
  const capacities = useMemo(
    () =>
      limitsOf(live.opened, live.opened, [])
        .filter(({ family }) => family === "capacity")
        .map(({ place, subject, period }) => ({ value: place.replace("capacity:", ""), text: `Capacity: ${period ? `${subject}, ${period}` : subject}` })),
    [live.opened],
  );
  const kpis = useMemo(() => [...new Set(rows.flatMap((row) => row.kpiContribution.map(({ key }) => key)))].sort().map((value) => ({ value, text: words(value) })), [rows]);
  const measures = [{ value: "value", text: "Value of the plan" }, ...kpis, { value: "tokens", text: "Tokens" }];
  const [chosen, setChosen] = useState<number | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const found = useAnalysis(FrontierStartDocument, FrontierFollowDocument, "FrontierResult");
  const { result } = found;
  const over = query.get("over") ?? capacities[0]?.value ?? (live.opened ? MEASURES : "");
  const up = query.get("up") ?? "value";
  const right = query.get("right") ?? kpis.find(({ value }) => value !== up && value !== live.opened?.value?.name)?.value ?? "tokens";
  const points = useMemo(() => (result ? known(result) : []), [result]);
  const point = chosen === null ? null : (points[chosen] ?? null);
  const [xLabel, yLabel] = [words((result?.x.label ?? "").replace(/^tokens of (capacity:\S+)/, (_, rule: string) => `${ruleWords(rule)}, tokens`)), words(result?.y.label ?? "")];
  const isCapacity = over !== MEASURES;
  return (
    <div className="page stack">
      <PageHead title="Frontier">What another limit would be worth, or what more of one KPI costs in another.</PageHead>
      <AboutStored />
      <AskForm
        of={found}
        input={!over || (!isCapacity && up === right) ? null : { ...(isCapacity ? { capacity: over } : { measures: [up, right] }), maxPoints: MOST_POINTS }}
        says={isCapacity ? "Find the steps" : "Find the curve"}
        hint={isCapacity ? "Where a further token changes the plan, and what it is worth there." : "The plans of which none is better in both: choose one to see who is in it."}
        onAsk={() => {
          setChosen(null);
          setAsked(isCapacity ? over : null);
        }}
      >
        <Choice label="Over" value={over} options={[...capacities, { value: MEASURES, text: "Two measures" }]} onChange={(value) => setQuery({ over: value })} />
        {!isCapacity && (
          <>
            <Choice label="Drawn upwards" value={up} options={measures} onChange={(value) => setQuery({ up: value })} />
            <Choice label="To the right" value={right} options={measures} onChange={(value) => setQuery({ right: value })} />
          </>
        )}
      </AskForm>
      {result && points.length > 0 && (
        <>
          <div className="row">
            <GradeBadge grade={result.complete ? "proven" : "between"}>{result.complete ? (result.isStep ? "Every step proven" : "Every point proven") : points.every((each) => each.proven) ? "Values proven, where steps begin not" : "Not every step is known"}</GradeBadge>
            <span className="muted">Choose a {result.isStep ? "step" : "point"} to see who enters and leaves.</span>
            <span className="grow" />
            <Export
              name="frontier"
              rows={() => [[xLabel, yLabel, `${yLabel}, bound`, "proven", "entered", "left", "in it"], ...points.map((each) => [each.x, each.y, each.bound ?? "", each.proven ? "yes" : "no", each.entered.join(" "), each.dropped.join(" "), each.selected.join(" ")])]}
              picture=".frontier-chart"
            />
          </div>
          <div className="panel panel-pad frontier-chart">
            <StepChart
              title={`${yLabel} by ${xLabel}`}
              points={points}
              gaps={result.gaps.flatMap((gap) => (gap.xFrom !== null && gap.xTo !== null ? [{ from: gap.xFrom, to: gap.xTo }] : []))}
              now={result.xNow}
              isStep={result.isStep}
              xLabel={xLabel}
              yLabel={yLabel}
              chosen={chosen}
              onChoose={setChosen}
            />
          </div>
          {point && <Point of={point} xLabel={xLabel} yLabel={yLabel} capacity={asked} />}
          <Table
            columns={[{ head: xLabel, told: true }, { head: yLabel, num: true }, { head: "Grade" }, { head: "Enters", wide: true }, { head: "Leaves", wide: true }]}
            rows={points.map((each, index) => ({
              key: each.x,
              className: index === chosen ? "is-chosen" : "",
              cells: [
                <button key="x" type="button" className="why-link" title="Show the portfolio of this point" onClick={() => setChosen(index)}>
                  {number(each.x)}
                </button>,
                each.yText,
                <GradeBadge key="grade" grade={each.proven ? "proven" : "between"} />,
                keys(each.entered),
                keys(each.dropped),
              ],
            }))}
          />
        </>
      )}
      {result && <Notes of={result.notes} />}
    </div>
  );
}
