/** The roadmap: what is done in which period, by lane; moving an initiative shows at once what it causes. */
import { useCallback, useMemo, useRef, useState } from "react";

import { setQuery, useRoute } from "../../app/route";
import { useCandidates } from "../../plan/candidates";
import { differences } from "../../plan/differences";
import { withEdit, withForce, without, type Draft } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { useTrial } from "../../plan/trying";
import { position } from "../../shared/decimal";
import { Export } from "../../shared/Export";
import { number, words } from "../../shared/format";
import { Action, Choice } from "../../shared/parts";
import { Conflict } from "../board/Conflict";
import { Head } from "../board/Head";
import { Strip } from "../board/Strip";
import "../board/board.css";
import { Card } from "./Card";
import { lanesOf, type LaneBy } from "./lanes";
import { Links, type Edge } from "./Links";
import { Preview } from "./Preview";
import "./roadmap.css";

const LANES: readonly { value: LaneBy; text: string }[] = [
  { value: "department", text: "By department" },
  { value: "team", text: "By team" },
  { value: "market", text: "By market" },
  { value: "program", text: "By programme" },
];

/** The draft by which an initiative is done in a period, or wherever the engine places it. */
function pinned(draft: Draft, key: string, period: string | null): Draft {
  const place = `pin:${key}`;
  return period === null ? without(draft, place) : withEdit(withForce(draft, key, "in"), { place, value: period });
}

export default function Roadmap() {
  const { scenario, live, before, draft, attempt } = usePlan();
  const { query } = useRoute();
  const { rows } = useCandidates(scenario);
  const by = LANES.find(({ value }) => value === query.get("by"))?.value ?? "department";
  const [focused, setFocused] = useState<string | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const changes = useMemo(() => differences(before, live.shown), [before, live.shown]);
  const lanes = useMemo(() => lanesOf(rows, live.shown?.selected ?? [], changes, by), [rows, live.shown, changes, by]);
  const periods = scenario.periods;
  const needs = useMemo(() => new Map(rows.map((each) => [each.initiativeKey, each.prerequisiteKeys])), [rows]);
  const linked = (key: string) =>
    focused === null || focused === key ? "" : needs.get(focused)?.includes(key) ? " needed" : needs.get(key)?.includes(focused) ? " needing" : "";
  const edges = useMemo(() => (focused === null ? NO_EDGES : edgesOf(focused, needs)), [focused, needs]);
  const drawn = useRef<HTMLDivElement>(null);
  const [trial, attemptTrial] = useTrial();
  const [over, setOver] = useState<string | null>(null);
  const pin = (key: string, period: string | null) => {
    attemptTrial(null);
    attempt(pinned(draft, key, period));
  };
  const tryMove = useCallback((key: string, period: string | null) => attemptTrial(period === null ? null : pinned(draft, key, period)), [attemptTrial, draft]);
  const drag = (key: string | null) => {
    setDragged(key);
    setOver(null);
    attemptTrial(null);
  };
  const at = useMemo(() => new Map(live.shown?.selected.map((each) => [each.initiativeKey, each.periodKey])), [live.shown]);
  /** Over a cell; lane: where it says what letting go there would cause. */
  const hover = (lane: string, period: string) => {
    if (dragged === null || over === `${lane} ${period}`) return;
    setOver(`${lane} ${period}`);
    if (at.get(dragged) === period) attemptTrial(null);
    else if (!trial?.of.some((edit) => edit.place === `pin:${dragged}` && edit.value === period)) tryMove(dragged, period);
  };
  const conflict = live.answer?.status === "INFEASIBLE" ? live.answer.conflict : null;
  const used = (period: string) => live.shown?.usage.find(({ ruleId }) => ruleId === `capacity:global@${period}` || (periods.length === 1 && ruleId === "capacity:global"));
  const table = () => {
    const cells = lanes.flatMap((lane) => [...lane.cells].flatMap(([period, items]) => items.map((item) => [lane.name, period, item.placed.initiativeKey, item.candidate.title, item.placed.tokens ?? ""])));
    return [["lane", "period", "key", "title", "tokens"], ...cells];
  };
  return (
    <div className="roadmap">
      <h1 className="sr">Roadmap</h1>
      <Head />
      {conflict ? <Conflict conflict={conflict} /> : <Strip changes={changes} hint="Move an initiative to another period: what enters, leaves and moves appears here." />}
      <div className="row roadmap-tools">
        <Choice bare label="Lanes" value={by} options={LANES} onChange={(next) => setQuery({ by: next })} />
        <span className="muted grow">Drag an initiative to another period, or open its menu.</span>
        <Export name="roadmap" rows={table} picture=".roadmap-table" />
        <Action kind="quiet" small onPress={() => print()}>
          Print
        </Action>
      </div>
      <div className="panel table-scroll roadmap-scroll">
        <div className="roadmap-drawn" ref={drawn}>
          <table className="roadmap-table">
            <thead>
              <tr>
                <th scope="col">{words(by)}</th>
                {periods.map((period) => {
                  const limit = used(period);
                  return (
                    <th key={period} scope="col">
                      {period}
                      {limit && (
                        <span className={limit.binding ? "period-load is-full" : "period-load"}>
                          {number(limit.used)} of {number(limit.limit)} tokens
                        </span>
                      )}
                    </th>
                  );
                })}
              </tr>
            </thead>
            <tbody>
              {lanes.map((lane) => (
                <tr key={lane.name}>
                  <th scope="row">{lane.name}</th>
                  {periods.map((period) => (
                    <td
                      key={period}
                      data-period={period}
                      className={dragged ? "droppable" : ""}
                      onDragOver={(event) => {
                        event.preventDefault();
                        hover(lane.name, period);
                      }}
                      onDrop={(event) => {
                        event.preventDefault();
                        const key = event.dataTransfer.getData("text/plain");
                        if (needs.has(key) && at.get(key) !== period) pin(key, period);
                        drag(null);
                      }}
                    >
                      {dragged !== null && trial && over === `${lane.name} ${period}` && (
                        <div className="drop-preview" role="status" data-testid="preview">
                          <Preview of={trial} moved={dragged} />
                        </div>
                      )}
                      <ul className="items">
                        {(lane.cells.get(period) ?? []).map((item) => (
                          <li key={item.placed.initiativeKey}>
                            <Card
                              item={item}
                              periods={periods}
                              pinned={draft.some((edit) => edit.place === `pin:${item.placed.initiativeKey}`)}
                              linked={linked(item.placed.initiativeKey)}
                              trial={dragged === null ? trial : null}
                              onFocus={setFocused}
                              onDrag={drag}
                              onTry={tryMove}
                              onPin={pin}
                            />
                          </li>
                        ))}
                      </ul>
                      <Load tokens={lane.tokens.get(period)} of={live.shown?.usage.find(({ ruleId }) => ruleId === `capacity:${by}:${lane.name}@${period}`)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <Links edges={edges} over={drawn} />
        </div>
        {!lanes.length && <p className="empty">{live.shown ? "Nothing is planned." : "The roadmap appears with the first answer."}</p>}
      </div>
    </div>
  );
}

interface LoadProps {
  /** Of the initiatives of the lane; a capacity may count parts of others, too. */
  readonly tokens: string | undefined;
  readonly of: { readonly used: string; readonly limit: string; readonly binding: boolean } | undefined;
}

function Load({ tokens, of }: LoadProps) {
  if (!of) return tokens !== undefined && <span className="lane-load muted">{number(tokens)} tokens</span>;
  const share = Math.min(100, (100 * position(of.used)) / (position(of.limit) || 1));
  return (
    <span className={of.binding ? "lane-load period-load is-full" : "lane-load muted"}>
      <span className="lane-bar">
        <span style={{ width: `${share}%` }} />
      </span>
      {number(of.used)} of {number(of.limit)} tokens
    </span>
  );
}

const NO_EDGES: readonly Edge[] = [];

function edgesOf(focused: string, needs: ReadonlyMap<string, readonly string[]>): Edge[] {
  const before = (needs.get(focused) ?? []).map((from) => ({ from, to: focused }));
  return [...before, ...[...needs].filter(([, of]) => of.includes(focused)).map(([to]) => ({ from: focused, to }))];
}
