/** What is shown of the list, and the list as a file. */
import { memo } from "react";

import { setQuery } from "../../app/route";
import { Export } from "../../shared/Export";
import { count, number } from "../../shared/format";
import { Icon } from "../../shared/icons";
import { Action, Choice } from "../../shared/parts";
import type { BoardRow, Filter } from "./rows";

const STATES: readonly { value: Filter["state"]; text: string }[] = [
  { value: "all", text: "All" },
  { value: "in", text: "In the plan" },
  { value: "out", text: "Outside" },
  { value: "changed", text: "Changed" },
  { value: "forced", text: "Forced" },
  { value: "apart", text: "No part" },
];

interface Props {
  readonly rows: readonly BoardRow[];
  readonly visible: readonly BoardRow[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onPrices: () => void;
}

export const Tools = memo(ToolsView);

function ToolsView({ rows, visible, filter, onFilter, onPrices }: Props) {
  const of = (column: "market" | "department", all: string) => {
    const values = [...new Set(rows.map((row) => row[column]))].filter(Boolean).sort();
    return [{ value: "", text: all }, ...values.map((value) => ({ value, text: value }))];
  };
  const [planned, apart] = [rows.filter((row) => row.planned).length, rows.filter((row) => row.apart).length];
  return (
    <div className="tools row">
      <label className="searching grow">
        <Icon name="search" />
        <span className="sr">Search initiatives</span>
        <input
          className="input"
          type="search"
          placeholder="Search"
          value={filter.search}
          onChange={(event) => onFilter({ ...filter, search: event.target.value })}
        />
      </label>
      <Choice bare label="Show" value={filter.state} options={STATES} onChange={(state) => onFilter({ ...filter, state })} />
      <Choice bare label="Market" value={filter.market} options={of("market", "Markets")} onChange={(market) => onFilter({ ...filter, market })} />
      <Choice
        bare
        label="Department"
        value={filter.department}
        options={of("department", "Departments")}
        onChange={(department) => onFilter({ ...filter, department })}
      />
      <span className="muted tools-count" title={apart ? `${count(apart, "more takes", "more take")} no part: broken, or delivered already.` : undefined}>
        {planned || apart ? `${number(String(planned))} of ${number(String(rows.length - apart))} in` : count(rows.length, "initiative")}
      </span>
      <Action kind="quiet" small onPress={onPrices}>
        Prices
      </Action>
      <Action kind="quiet" small onPress={() => setQuery({ why: "*" })}>
        Why?
      </Action>
      <Export name="board" rows={() => table(visible)} picture=".board" />
    </div>
  );
}

function table(rows: readonly BoardRow[]): string[][] {
  const head = ["key", "title", "market", "department", "tokens", "size", "period", "value", "price", "in plan", "forced"];
  return [
    head,
    ...rows.map((row) => [
      row.key,
      row.title,
      row.market,
      row.department,
      row.tokens ?? "",
      row.size,
      row.period,
      row.value ?? "",
      row.price?.words ?? "",
      row.planned ? "yes" : "no",
      row.force === "auto" ? "" : row.force,
    ]),
  ];
}
