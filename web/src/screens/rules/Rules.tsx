/** Scenario and rules as sentences, each with what the portfolio makes of it; what a draft can say of one is edited in its line. */
import { useMemo, useState } from "react";
import { useQuery } from "urql";

import { RulePricesFollowDocument, RulePricesStartDocument, ScenarioAndRulesDocument } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AboutStored, AskForm } from "../../plan/analyses/Asking";
import { limitsOf } from "../../plan/draft/limits";
import { usePlan } from "../../plan/plan";
import { constant, number, words } from "../../shared/format";
import { Action, Notes, Notice, PageHead } from "../../shared/parts";
import { figureText, GradeBadge, range, type Range } from "../../shared/proof";
import { placeOf } from "../../shared/rules";
import { CurveCard } from "./CurveCard";
import { isStorable } from "./entries";
import { RuleLine } from "./RuleLine";
import { formulas, limitSentence, overheads, relations, shares, type Sentence } from "./sentences";
import { Store } from "./Store";
import "./rules.css";

const COUNTS = "What counts";

export default function Rules() {
  const { scenario, rules, live, draft } = usePlan();
  const [storing, setStoring] = useState(false);
  const [{ data }] = useQuery({ query: ScenarioAndRulesDocument, variables: { scenario: scenario.id, rules: rules?.id ?? "" }, requestPolicy: "cache-and-network" });
  const priced = useAnalysis(RulePricesStartDocument, RulePricesFollowDocument, "RulePricesResult");
  const limits = useMemo(() => limitsOf(live.opened, live.shown, draft, live.shownTo), [live.opened, live.shown, draft, live.shownTo]);
  const prices = useMemo(() => new Map(priced.result?.prices.map(({ ruleId, gain }) => [placeOf(ruleId), range(gain.atLeast, gain.atMost)])), [priced.result]);
  const told = data?.scenario;
  const set = rules ? data?.constraintSet : null;
  const curves = set?.responseCurves ?? [];
  const sections: readonly { title: string; lines: readonly Sentence[] }[] = [
    { title: "Limits and targets", lines: limits.map(limitSentence) },
    ...(set
      ? [
          { title: "Relations", lines: relations(set) },
          { title: "Overheads", lines: overheads(set, live.shown) },
          { title: "Products of KPIs", lines: formulas(set, live.shown) },
          { title: "Ratios and fair shares", lines: shares(set, live.shown) },
        ]
      : []),
  ];
  return (
    <div className="page stack">
      <PageHead title="Scenario and rules">Change a rule or switch it off to see what it costs; nothing is stored before you say so.</PageHead>
      <Standing />
      <nav className="row" aria-label="Parts of the rules">
        {[...sections.filter(({ lines }) => lines.length > 0).map(({ title, lines }) => ({ title, count: lines.length })), ...(curves.length ? [{ title: COUNTS, count: curves.length }] : [])].map(({ title, count }) => (
          <Action small key={title} onPress={() => document.querySelector(`section[aria-label="${title}"]`)?.scrollIntoView()}>
            {title} <span className="muted">{count}</span>
          </Action>
        ))}
      </nav>
      {live.refused !== null && <Notice bad>{live.refused}</Notice>}
      {set && draft.some((edit) => isStorable(set, edit)) && (
        <div className="row">
          <Action kind="primary" icon="keep" onPress={() => setStoring(true)}>
            Store in these rules…
          </Action>
        </div>
      )}
      {storing && set && <Store set={set} onClose={() => setStoring(false)} />}
      {told && (
        <section className="panel panel-pad stack" aria-label="Scenario">
          <h2>{told.name}</h2>
          {told.description && <p className="muted">{told.description}</p>}
          <dl className="facts">
            <Pair name="Periods">{told.periods.join(", ")}</Pair>
            <Pair name="Goal">
              {told.objectiveMode === "NORTH_STAR" ? `The most ${words(told.northStarKpiKey).toLowerCase()}` : `${constant(told.objectiveMode)}: ${told.objectiveWeights.map(({ key, value }) => `${words(key)} × ${number(value)}`).join(", ")}`}
            </Pair>
            <Pair name="Earlier is better by">{number(told.timeSensitivityWeight)}</Pair>
            <Pair name="Deadlines">{told.strictDeadlines ? "Must be kept" : "Where there are periods that end in time"}</Pair>
            <Pair name="Sizes">{told.allowScopeChoice ? "The engine may choose MVP or full" : "As each initiative says"}</Pair>
          </dl>
        </section>
      )}
      <AboutStored />
      <AskForm of={priced} input={{ every: true }} says="Price the rules" hint="What the best plan would gain without each of them, proven or between two figures." />
      {priced.result && <Notes of={priced.result.notes} />}
      {sections.map(({ title, lines }) => lines.length > 0 && <Section key={title} title={title} lines={lines} prices={priced.result ? prices : null} />)}
      {curves.length > 0 && (
        <section className="panel panel-pad stack" aria-label={COUNTS}>
          <h2>{COUNTS}</h2>
          <p className="muted">What contributions add up to, and what that counts for: straight between the points, and on beyond the outer ones.</p>
          <div className="curves">
            {curves.map((curve) => (
              <CurveCard key={curve.curveKey} of={curve} />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

/** Of which plan the figures of this screen are, and how sure that one is. */
function Standing() {
  const { live } = usePlan();
  const { answer, shown } = live;
  if (answer?.status === "INFEASIBLE") {
    return (
      <p className="row" role="status">
        <GradeBadge grade="impossible" /> No portfolio keeps all of this; the figures below are those of the last one that was found.
      </p>
    );
  }
  const figure = answer?.value ?? shown?.value ?? null;
  if (!figure) return null;
  const grade = !answer?.value ? "open" : figure.proven ? "proven" : "between";
  return (
    <p className="row" role="status" data-testid="standing">
      <GradeBadge grade={grade}>{grade === "proven" ? "Proven best" : undefined}</GradeBadge> What is used and reached is of the plan that is worth {figureText(figure)}.
    </p>
  );
}

function Section({ title, lines, prices }: { title: string; lines: readonly Sentence[]; prices: ReadonlyMap<string, Range | null> | null }) {
  return (
    <section className="panel" aria-label={title}>
      <h2 className="panel-pad">{title}</h2>
      <ul className="sentences">
        {lines.map((each) => (
          <RuleLine key={`${each.place} ${each.text}`} of={each} price={prices?.has(each.place) ? (prices.get(each.place) ?? null) : undefined} />
        ))}
      </ul>
    </section>
  );
}

function Pair({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
