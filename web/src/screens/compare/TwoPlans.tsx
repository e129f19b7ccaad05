/** Two kept portfolios side by side: who enters, leaves and moves with the engine's reasons, and what that changes. */
import { useQuery } from "urql";

import { hrefOf, setQuery, useRoute } from "../../app/route";
import { PlansDiffDocument, PlansReasonsDocument, PortfoliosDocument, type PlacedChangeFragment, type PlansDiffQuery } from "../../graphql/generated";
import { WhyKey } from "../../plan/Named";
import { compare, subtract } from "../../shared/decimal";
import { constant, moment, number, signed, words } from "../../shared/format";
import { Action, Choice, Csv, Notice } from "../../shared/parts";
import { stageName } from "../../shared/proof";
import { said } from "../../shared/rules";
import { Table } from "../../shared/Table";
import { Figures, type FigureRow } from "./Figures";
import { limitRows } from "./limits";

type Diff = PlansDiffQuery["portfolioDiff"];

export function TwoPlans() {
  const { query } = useRoute();
  const [{ data, error }] = useQuery({ query: PortfoliosDocument, requestPolicy: "cache-and-network" });
  const known = data?.portfolios.nodes ?? [];
  const pick = (name: string, otherwise: number) => known.find(({ id }) => id === query.get(name)) ?? known[Math.min(otherwise, known.length - 1)];
  const [a, b] = [pick("a", 1), pick("b", 0)];
  if (error) return <Notice bad>{error.message}</Notice>;
  if (!a || !b) {
    return (
      <p className="empty">
        {data ? "No plan is kept yet. Keep two on the " : "Loading…"}
        {data && <a href={hrefOf("board")}>Board</a>}
        {data && ", and see here what differs."}
      </p>
    );
  }
  const options = known.map(({ id, name, scenario, createdAt }) => ({ value: id, text: `${called(name, scenario?.name ?? "")}, ${moment(createdAt)}` }));
  return (
    <>
      <div className="form-row">
        <Choice label="From" value={a.id} options={options} onChange={(id) => setQuery({ a: id, b: b.id })} />
        <Choice label="To" value={b.id} options={options} onChange={(id) => setQuery({ a: a.id, b: id })} />
        <Action icon="trade" onPress={() => setQuery({ a: b.id, b: a.id })}>
          Swap
        </Action>
      </div>
      {a.id === b.id ? <p className="muted">Both are the same plan: choose another one.</p> : <Differing a={a.id} b={b.id} />}
    </>
  );
}

/** Portfolios that nobody has named are called after their run, which says nothing to people. */
function called(name: string, scenario: string): string {
  if (!scenario || name === scenario) return name;
  return /^Run [\da-f-]{36}$/.test(name) ? scenario : `${name}, ${scenario}`;
}

const KINDS = [
  { kind: "entered", title: "Enters" },
  { kind: "left", title: "Leaves" },
  { kind: "moved", title: "Moves" },
  { kind: "resized", title: "Changes its size" },
] as const;

function place(of: PlacedChangeFragment["before"]): string {
  if (!of) return "—";
  return [of.periodKey, of.scope === "NONE" ? "" : of.scope === "MVP" ? "MVP" : constant(of.scope), `${number(of.tokens)} tokens`].filter(Boolean).join(", ");
}

function Differing({ a, b }: { a: string; b: string }) {
  const [{ data, error, fetching }] = useQuery({ query: PlansDiffDocument, variables: { a, b } });
  const diff = data?.portfolioDiff;
  const changed = diff ? KINDS.flatMap(({ kind, title }) => diff[kind].map((each) => ({ kind, title, each }))) : [];
  const keys = [...new Set(changed.map(({ each }) => each.initiativeKey))].slice(0, 100);
  const [{ data: told }] = useQuery({ query: PlansReasonsDocument, variables: { id: b, keys }, pause: !keys.length });
  const reasons = new Map(told?.portfolio?.items.nodes.map((each) => [each.initiativeKey, each]));
  if (error) return <Notice bad>{error.message}</Notice>;
  if (!diff || fetching) return <p className="muted">Loading…</p>;
  if (diff.isEmpty) return <p>Both plan the same initiatives in the same periods and sizes.</p>;
  const figures = rowsOf(diff);
  const limits = limitRows(diff);
  return (
    <>
      <p className="lead" data-testid="compared">
        {[`${diff.entered.length} enter`, `${diff.left.length} leave`, `${diff.moved.length} move`, ...(diff.resized.length ? [`${diff.resized.length} change their size`] : [])].join(", ")}.
      </p>
      <Figures title="Figures" rows={figures} />
      <Table
        label="Initiatives that differ"
        columns={[{ head: "Initiative" }, { head: "Change" }, { head: "Before" }, { head: "After" }, { head: "Why, in the second plan", wide: true }]}
        rows={changed.map(({ kind, title, each }) => ({
          key: `${kind} ${each.initiativeKey}`,
          cells: [
            <span key="key">
              <WhyKey name={each.initiativeKey} /> <span className="muted">{reasons.get(each.initiativeKey)?.title}</span>
            </span>,
            <span key="change" className={`change ${kind}`}>
              {title}
            </span>,
            place(each.before),
            place(each.after),
            said(reasons.get(each.initiativeKey)?.reasons.join("; ") ?? ""),
          ],
        }))}
      />
      {limits.length > 0 && <Figures title="Limits and targets that are used differently" rows={limits} />}
      {diff.newlyBroken.map((each) => (
        <Notice bad key={each.ruleId}>{`Broken in the second plan only: ${each.message}`}</Notice>
      ))}
      {diff.mended.map((each) => (
        <Notice key={each.ruleId}>{`Broken in the first plan only: ${each.message}`}</Notice>
      ))}
      <div className="row end">
        <Csv
          name="differences"
          rows={() => [
            ["change", "key", "title", "before", "after", "why"],
            ...changed.map(({ title, each }) => [title, each.initiativeKey, reasons.get(each.initiativeKey)?.title ?? "", place(each.before), place(each.after), reasons.get(each.initiativeKey)?.reasons.join("; ") ?? ""]),
            ...figures.map((row) => [row.name, "", "", row.before, row.after, row.delta ?? ""]),
          ]}
        />
      </div>
    </>
  );
}

/** What the plans are worth and take. Tie-breaks only between plans that are worth the same: else they decide nothing. */
function rowsOf(diff: Diff): FigureRow[] {
  const main = diff.objective.filter(({ name }) => !name.startsWith("tie_break:"));
  const stages = (main.some(({ cost }) => compare(cost, "0") !== 0) ? main : diff.objective)
    .map(({ name, before, after, cost }) => ({ name: stageName(name), before: number(before), after: number(after), delta: signed(subtract(after, before)), worse: compare(cost, "0") }));
  const named = new Set(stages.map(({ name }) => name));
  const totals = [{ name: "tokens", ...diff.tokens }, ...diff.kpis]
    .map(({ name, before, after, delta }) => ({ name: words(name), before: number(before), after: number(after), delta: signed(delta), worse: 0 }))
    .filter(({ name }) => !named.has(name));
  return [...stages, ...totals];
}
