/** One point of a frontier: the portfolio there, and the way to the Board with it. */
import { go, hrefOf } from "../../app/route";
import type { FrontierFollowSubscription } from "../../graphql/generated";
import { useCandidates } from "../../plan/candidates";
import { withEdit, withForce, type Draft } from "../../plan/draft/draft";
import { Keys, WhyKey } from "../../plan/Named";
import { usePlan } from "../../plan/plan";
import { count, number } from "../../shared/format";
import { Action } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";

/** More edits than these are no link any more. */
const MOST_HELD = 500;

export type Found = Extract<NonNullable<FrontierFollowSubscription["analysisProgress"]["result"]>, { __typename: "FrontierResult" }>;
/** A point whose two figures are known, perhaps not proven. */
export type KnownPoint = Omit<Found["points"][number], "x" | "y"> & { readonly x: string; readonly y: string; readonly yText: string; readonly bound: string | null; readonly proven: boolean };

interface Props {
  readonly of: KnownPoint;
  readonly xLabel: string;
  readonly yLabel: string;
  /** The capacity that the frontier is over; null where it is over two measures. */
  readonly capacity: string | null;
}

export function Point({ of, xLabel, yLabel, capacity }: Props) {
  const { draft, attempt, scenario } = usePlan();
  const { rows } = useCandidates(scenario);
  const titles = new Map(rows.map((row) => [row.initiativeKey, row.title]));
  const planned = new Set(of.selected);
  const use = (next: Draft) => {
    attempt(next);
    go(hrefOf("board"));
  };
  // All of them, for what is left to the engine it would plan by the value alone.
  const held = () => rows.reduce<Draft>((now, { initiativeKey }) => withForce(now, initiativeKey, planned.has(initiativeKey) ? "in" : "out"), draft);
  return (
    <section className="panel panel-pad stack" aria-live="polite" aria-label="The portfolio of this point">
      <div className="row">
        <GradeBadge grade={of.proven ? "proven" : "between"} />
        <strong>
          {xLabel} {number(of.x)}: {yLabel} {of.yText}
        </strong>
        <Keys sign="+" of={of.entered} />
        <Keys sign="−" of={of.dropped} />
        <span className="grow" />
        {capacity !== null ? (
          <Action onPress={() => use(withEdit(draft, { place: `capacity:${capacity}`, value: of.x }))}>Use this limit in my draft</Action>
        ) : (
          <Action disabled={!rows.length || rows.length > MOST_HELD} onPress={() => use(held())}>
            Try this portfolio on the Board
          </Action>
        )}
      </div>
      <details>
        <summary>{count(of.selected.length, "initiative")} in it</summary>
        <ul className="point-list">
          {of.selected.map((key) => (
            <li key={key}>
              <WhyKey name={key} /> {titles.get(key)}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
