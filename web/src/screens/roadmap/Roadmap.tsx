/** The roadmap: what is done in which period, by lane; moving an initiative shows at once what it causes. */
import { useMemo, useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import { setQuery, useRoute } from "../../app/route";
import { useCandidates } from "../../plan/candidates";
import { differences } from "../../plan/differences";
import { withEdit, withForce, without, type Draft } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { Export } from "../../shared/Export";
import { number, words } from "../../shared/format";
import { Icon } from "../../shared/icons";
import { Action, Choice } from "../../shared/parts";
import { Conflict } from "../board/Conflict";
import { Head } from "../board/Head";
import { Strip } from "../board/Strip";
import "../board/board.css";
import { lanesOf, type Item, type LaneBy } from "./lanes";
import "./roadmap.css";

const LANES: readonly { value: LaneBy; text: string }[] = [
  { value: "department", text: "By department" },
  { value: "team", text: "By team" },
  { value: "market", text: "By market" },
  { value: "program", text: "By programme" },
];

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
  const pin = (key: string, period: string | null) => {
    const place = `pin:${key}`;
    const next: Draft = period === null ? without(draft, place) : withEdit(withForce(draft, key, "in"), { place, value: period });
    attempt(next);
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
                    onDragOver={(event) => event.preventDefault()}
                    onDrop={(event) => {
                      event.preventDefault();
                      const key = event.dataTransfer.getData("text/plain");
                      if (needs.has(key)) pin(key, period);
                      setDragged(null);
                    }}
                  >
                    <Load tokens={lane.tokens.get(period)} of={live.shown?.usage.find(({ ruleId }) => ruleId === `capacity:${by}:${lane.name}@${period}`)} />
                    <ul className="items">
                      {(lane.cells.get(period) ?? []).map((item) => (
                        <li key={item.placed.initiativeKey}>
                          <Card
                            item={item}
                            periods={periods}
                            pinned={draft.some((edit) => edit.place === `pin:${item.placed.initiativeKey}`)}
                            linked={linked(item.placed.initiativeKey)}
                            onFocus={setFocused}
                            onDrag={setDragged}
                            onPin={pin}
                          />
                        </li>
                      ))}
                    </ul>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
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
  if (of) return <span className={of.binding ? "cell-sum period-load is-full" : "cell-sum muted"}>{`${number(of.used)} of ${number(of.limit)} tokens`}</span>;
  return tokens !== undefined && <span className="cell-sum muted">{number(tokens)} tokens</span>;
}

interface CardProps {
  readonly item: Item;
  readonly periods: readonly string[];
  readonly pinned: boolean;
  readonly linked: string;
  readonly onFocus: (key: string | null) => void;
  readonly onDrag: (key: string | null) => void;
  readonly onPin: (key: string, period: string | null) => void;
}

function Card({ item, periods, pinned, linked, onFocus, onDrag, onPin }: CardProps) {
  const { candidate, placed, change } = item;
  const key = placed.initiativeKey;
  const needs = candidate.prerequisiteKeys;
  return (
    <div
      className={`item ${change ?? ""}${linked}`}
      onMouseEnter={() => onFocus(key)}
      onMouseLeave={() => onFocus(null)}
    >
      <span
        className="grip"
        title={`Drag ${key} to another period`}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData("text/plain", key);
          event.dataTransfer.effectAllowed = "move";
          // A change of the page within the event itself would end the drag.
          setTimeout(() => onDrag(key));
        }}
        onDragEnd={() => onDrag(null)}
      />
      <MenuTrigger>
        <Button className="item-button" onFocus={() => onFocus(key)} onBlur={() => onFocus(null)}>
          <span className="key">{key}</span>
          <span className="item-title" title={candidate.title}>{candidate.title}</span>
          <span className="muted">{placed.tokens === null ? "" : number(placed.tokens)}</span>
          {pinned && <Icon name="lock" />}
          {linked && <span className="sr">{linked.trim() === "needed" ? "is needed by the focused one" : "needs the focused one"}</span>}
        </Button>
        <Popover className="popover">
          {needs.length > 0 && <p className="muted popover-note">Needs {needs.join(", ")}</p>}
          <Menu
            onAction={(action) => {
              const chosen = String(action);
              if (chosen === "why") setQuery({ why: key });
              else if (chosen === "free") onPin(key, null);
              else onPin(key, chosen);
            }}
          >
            {periods
              .filter((period) => period !== placed.periodKey)
              .map((period) => (
                <MenuItem key={period} id={period} className="menu-item">
                  Move to {period}
                </MenuItem>
              ))}
            {pinned && (
              <MenuItem id="free" className="menu-item">
                Let the engine place it
              </MenuItem>
            )}
            <MenuItem id="why" className="menu-item">
              Why is it in?
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  );
}
