/** What differs between two plans: first in a sentence, then figures, initiatives with the engine's reasons, limits and curves. */
import { useQuery } from "urql";

import { PlansReasonsDocument } from "../../graphql/generated";
import { namedKeys } from "../../plan/draft/draft";
import { useTitles, WhyKey } from "../../plan/Named";
import { usePlan } from "../../plan/plan";
import { constant, number, signed } from "../../shared/format";
import { subtract } from "../../shared/decimal";
import { Curve } from "../../shared/curve/Curve";
import { Csv, Notice } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";
import { ruleWords, said } from "../../shared/rules";
import { Table } from "../../shared/Table";
import { changedOf, curveChanges, figureRows, limitRows, type CurveChange, type Kind } from "./changed";
import { Figures } from "./Figures";
import { DRAFT, STORED, type Place, type Side } from "./sides";

const TITLES: Record<Kind, string> = { entered: "Enters", left: "Leaves", moved: "Moves", resized: "Changes its size" };

function place(of: Place | null): string {
  if (!of) return "—";
  const scope = of.scope === "MVP" ? "MVP" : of.scope === null || of.scope === "NONE" ? "" : constant(of.scope);
  return [of.periodKey, scope, of.tokens !== null && `${number(of.tokens)} tokens`].filter(Boolean).join(", ");
}

/** id: of the second plan, for its reasons. */
export function Differing({ before, after, id }: { before: Side; after: Side; id: string }) {
  const changed = changedOf(before, after);
  const known = useTitles();
  const reasons = useReasons(id, [...new Set(changed.map(({ key }) => key))]);
  if (!changed.length) return <p data-testid="compared">Both plan the same initiatives in the same periods and sizes.</p>;
  const [figures, limits, curves] = [figureRows(before, after), limitRows(before, after), curveChanges(before, after)];
  const amount = (kind: Kind) => changed.filter((each) => each.kind === kind).length;
  const titleOf = (key: string) => after.titles.get(key) ?? before.titles.get(key) ?? known.get(key) ?? "";
  return (
    <>
      <div className="row">
        <p className="lead" data-testid="compared">
          {[`${amount("entered")} enter`, `${amount("left")} leave`, `${amount("moved")} move`, ...(amount("resized") ? [`${amount("resized")} change their size`] : [])].join(", ")}.
        </p>
        <span className="muted">Before</span> <GradeBadge grade={before.grade} />
        <span className="muted">After</span> <GradeBadge grade={after.grade} />
      </div>
      <Figures title="Figures" rows={figures} />
      <Table
        label="Initiatives that differ"
        columns={[{ head: "Initiative" }, { head: "Change" }, { head: "Before" }, { head: "After" }, { head: "Why, in the second plan", wide: true }]}
        rows={changed.map(({ kind, key, before, after }) => ({
          key: `${kind} ${key}`,
          cells: [
            <span key="key">
              <WhyKey name={key} /> <span className="muted">{titleOf(key)}</span>
            </span>,
            <span key="change" className={`change ${kind}`}>
              {TITLES[kind]}
            </span>,
            place(before),
            place(after),
            said(reasons(key)),
          ],
        }))}
      />
      {limits.length > 0 && <Figures title="Limits and targets that are used differently" rows={limits} />}
      {curves.length > 0 && <Curves of={curves} />}
      {newlyBroken(before, after).map(({ ruleId, message }) => (
        <Notice bad key={ruleId}>{`Broken in the second plan only: ${message}`}</Notice>
      ))}
      {newlyBroken(after, before).map(({ ruleId, message }) => (
        <Notice key={ruleId}>{`Broken in the first plan only: ${message}`}</Notice>
      ))}
      <div className="row end">
        <Csv
          name="differences"
          rows={() => [
            ["change", "key", "title", "before", "after", "why"],
            ...changed.map(({ kind, key, before, after }) => [TITLES[kind], key, titleOf(key), place(before), place(after), reasons(key)]),
            ...[...figures, ...limits].map((row) => [row.name, "", "", row.before, row.after, row.delta ?? ""]),
          ]}
        />
      </div>
    </>
  );
}

function newlyBroken(before: Side, after: Side): Side["broken"] {
  const known = new Set(before.broken.map(({ ruleId }) => ruleId));
  return after.broken.filter(({ ruleId }) => !known.has(ruleId));
}

/** What the second plan says of an initiative: a kept one its reasons, the draft what was asked in it. */
function useReasons(id: string, keys: readonly string[]): (key: string) => string {
  const { draft, live } = usePlan();
  const isLive = id === DRAFT || id === STORED;
  const [{ data }] = useQuery({ query: PlansReasonsDocument, variables: { id, keys: keys.slice(0, 100) }, pause: isLive || !keys.length });
  const kept = new Map(data?.portfolio?.items.nodes.map((each) => [each.initiativeKey, each.reasons.join("; ")]));
  if (!isLive) return (key) => kept.get(key) ?? "";
  const own = namedKeys(id === DRAFT ? draft : []);
  const absent = new Map((id === DRAFT ? live.answer : live.opened)?.absences.map((each) => [each.initiativeKey, each.reasons.join("; ")]));
  return (key) => absent.get(key) ?? (own.has(key) ? "your edit" : "");
}

function Curves({ of }: { of: readonly CurveChange[] }) {
  return (
    <section className="panel panel-pad stack" aria-label="Curves on which they stand elsewhere">
      <h2>Curves on which they stand elsewhere</h2>
      <div className="compared-curves">
        {of.map(({ ruleId, was, now }) => (
          <figure key={ruleId}>
            <figcaption>
              <strong>{ruleWords(ruleId)}</strong>
              <span className="muted">
                {was && now ? `${number(was.raw)} counted ${number(was.counted)}; now ${number(now.raw)} counts ${number(now.counted)} (${signed(subtract(now.counted, was.counted))}).` : now ? "Only the second plan has this curve." : "Only the first plan has this curve."}
              </span>
            </figcaption>
            <Curve name={ruleWords(ruleId)} points={(now ?? was)?.points ?? []} at={now ?? null} before={was} />
          </figure>
        ))}
      </div>
      <p className="muted">The circle is before, the diamond after.</p>
    </section>
  );
}
