/** Scenario and rules as sentences, each with a switch that turns it off in the draft. */
import { useMemo } from "react";
import { useQuery } from "urql";

import { ScenarioAndRulesDocument, type ScenarioAndRulesQuery } from "../../graphql/generated";
import { withEdit, without } from "../../plan/draft";
import { limitsOf, type Limit } from "../../plan/limits";
import { usePlan } from "../../plan/plan";
import { compare } from "../../shared/decimal";
import { constant, count, number, words } from "../../shared/format";
import { Action, PageHead } from "../../shared/parts";
import { Curve } from "./Curve";
import "./rules.css";

type RuleSet = NonNullable<ScenarioAndRulesQuery["constraintSet"]>;

interface Sentence {
  readonly place: string | null;
  readonly text: string;
}

export default function Rules() {
  const { scenario, rules, live } = usePlan();
  const [{ data }] = useQuery({ query: ScenarioAndRulesDocument, variables: { scenario: scenario.id, rules: rules?.id ?? "" } });
  const limits = useMemo(() => limitsOf(live.opened, live.opened, []), [live.opened]);
  const told = data?.scenario;
  const set = data?.constraintSet;
  return (
    <div className="page stack">
      <PageHead title="Scenario and rules">Switch a rule off to see on the Board what it costs; nothing is stored before you keep it.</PageHead>
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
      <section className="panel" aria-label="Limits and targets">
        <h2 className="panel-pad">Limits and targets</h2>
        <ul className="sentences">
          {limits.map((limit) => (
            <RuleLine key={limit.place} sentence={{ place: limit.place, text: limitSentence(limit) }} fixed={limit.family === "capacity"} />
          ))}
        </ul>
      </section>
      {set && (
        <section className="panel" aria-label="Relations">
          <h2 className="panel-pad">{set.name}</h2>
          <ul className="sentences">
            {relations(set).map((sentence) => (
              <RuleLine key={sentence.text} sentence={sentence} fixed={sentence.place === null} />
            ))}
          </ul>
        </section>
      )}
      {set && set.responseCurves.length > 0 && (
        <section className="panel panel-pad stack" aria-label="Response curves">
          <h2>Response curves</h2>
          <div className="curves">
            {set.responseCurves.map((curve) => (
              <Curve key={curve.curveKey} name={`${words(curve.kpiKey)}${curve.market ? `, ${curve.market}` : ""}`} points={curve.points} />
            ))}
          </div>
        </section>
      )}
    </div>
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

function RuleLine({ sentence, fixed }: { sentence: Sentence; fixed: boolean }) {
  const { draft, attempt } = usePlan();
  const { place, text } = sentence;
  const off = place !== null && draft.some((edit) => edit.place === place && edit.value === null);
  return (
    <li className={off ? "is-off" : ""}>
      <span>{text}</span>
      {place !== null && !fixed && (
        <Action
          small
          kind="quiet"
          label={`${off ? "Switch on" : "Switch off"}: ${text}`}
          onPress={() => attempt(off ? without(draft, place) : withEdit(draft, { place, value: null }))}
        >
          {off ? "Switch on" : "Switch off"}
        </Action>
      )}
    </li>
  );
}

function limitSentence({ family, subject, period, value, kind }: Limit): string {
  const when = period ? ` in ${period}` : "";
  if (family === "target") return `${subject} ${kind === "FLOOR" ? "must reach" : "should reach"} ${number(value)}${when}.`;
  const whom = subject === "All" ? "All initiatives" : subject;
  if (family === "floor") return `${whom}: at least ${number(value)} tokens${when}.`;
  return `${whom}: at most ${number(value)} tokens${when || (family === "capacity" ? " in each period" : "")}.`;
}

function relations(set: RuleSet): Sentence[] {
  return [
    ...set.mandatoryInitiatives.map((key) => ({ place: `mandatory:${key}`, text: `${key} must be in.` })),
    ...set.forcedOut.map((key) => ({ place: `forced_out:${key}`, text: `${key} must stay out.` })),
    ...set.prerequisites.map(({ initiativeKey, requires, lagPeriods }) => ({
      place: `prerequisite:${initiativeKey}:${requires}`,
      text: `${initiativeKey} needs ${requires}${lagPeriods ? `, ${count(lagPeriods, "period")} before it` : ""}.`,
    })),
    ...set.exclusions.map(({ firstKey, secondKey }) => ({ place: `exclusion:${firstKey}:${secondKey}`, text: `Not both ${firstKey} and ${secondKey}.` })),
    ...set.bundles.map(({ bundleKey, initiativeKeys }) => ({ place: null, text: `${bundleKey}: all of ${initiativeKeys.join(", ")}, or none.` })),
    ...set.synergies.map(({ synergyGroupKey, kpiKey, bonus, bonusByCount }) => ({
      place: null,
      text: `${synergyGroupKey} together bring ${bonus !== null ? number(bonus) : bonusByCount.map(number).join(", ")} more ${words(kpiKey)}${compare(bonus ?? "0", "0") === 0 ? " by how many there are" : ""}.`,
    })),
    ...set.pins.map(({ initiativeKey, periodKey, scope }) => ({
      place: `pin:${initiativeKey}`,
      text: `${initiativeKey}, if it is in: ${[periodKey, scope && constant(scope)].filter(Boolean).join(", ")}.`,
    })),
  ];
}
