/** The candidates as a windowed table whose cells are written in place. */
import { memo, useMemo, useState, useSyncExternalStore } from "react";

import type { DataRowFragment } from "../../graphql/generated";
import type { Candidate } from "../../plan/candidates";
import { useWindowed } from "../../shared/windowed";

export const FIELDS = [
  { field: "title", text: "Title" },
  { field: "market", text: "Market" },
  { field: "department", text: "Department" },
  { field: "category", text: "Category" },
  { field: "engineeringTokens", text: "Tokens" },
] as const;
export type Field = (typeof FIELDS)[number]["field"];

/** What was written of an initiative and is not stored: it is on its way, or was refused. */
export type Unstored = Readonly<Record<string, Readonly<Partial<Record<Field, string | undefined>>>>>;

interface Props {
  readonly rows: readonly Candidate[];
  /** As they are stored since this page was opened. */
  readonly stored: Readonly<Record<string, DataRowFragment>>;
  readonly unstored: Unstored;
  readonly onWrite: (row: Candidate, field: Field, text: string) => void;
  /** Null for who may not read the audit log. */
  readonly onHistory: ((row: Candidate) => void) | null;
}

// As data.css has them.
const PHONE = matchMedia("(max-width: 640px)");
const [ROW, CARD] = [32, 62];

function watched(listener: () => void): () => void {
  PHONE.addEventListener("change", listener);
  return () => PHONE.removeEventListener("change", listener);
}

export function Rows({ rows, stored, unstored, onWrite, onHistory }: Props) {
  const height = useSyncExternalStore(watched, () => (PHONE.matches ? CARD : ROW));
  const [active, setActive] = useState("");
  const keys = useMemo(() => rows.map(({ initiativeKey }) => initiativeKey), [rows]);
  const at = Math.max(0, keys.indexOf(active));
  const { scroller, virtual, items } = useWindowed(keys, height, at);
  return (
    <div className="data-table panel" role="table" aria-label="Initiatives" aria-rowcount={rows.length + 1}>
      <div className="data-head" role="rowgroup">
        <div className="data-row" role="row" aria-rowindex={1}>
          {["Key", ...FIELDS.map(({ text }) => text)].map((text) => (
            <div key={text} role="columnheader" className={text === "Tokens" ? "num" : undefined}>
              {text}
            </div>
          ))}
        </div>
      </div>
      <div className="data-body" ref={scroller} role={rows.length ? "rowgroup" : "presentation"}>
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map(({ index, start, slot }) => {
            const row = rows[index];
            const key = row?.initiativeKey ?? "";
            return row && <DataRow key={slot} row={row} now={stored[key] ?? row} unstored={unstored[key]} index={index} start={start} onActive={setActive} onWrite={onWrite} onHistory={onHistory} />;
          })}
        </div>
      </div>
    </div>
  );
}

interface RowProps extends Pick<Props, "onWrite" | "onHistory"> {
  readonly row: Candidate;
  readonly now: DataRowFragment;
  readonly unstored: Unstored[string] | undefined;
  readonly index: number;
  readonly start: number;
  readonly onActive: (key: string) => void;
}

const DataRow = memo(DataRowView);

function DataRowView({ row, now, unstored, index, start, onActive, onWrite, onHistory }: RowProps) {
  const key = row.initiativeKey;
  return (
    <div role="row" aria-rowindex={index + 2} className="data-row" data-key={key} style={{ top: start }} onFocus={() => onActive(key)}>
      <div role="cell">
        {onHistory ? (
          <button type="button" className="why-link key" title={`Who changed ${key}?`} onClick={() => onHistory(row)}>
            {key}
          </button>
        ) : (
          <span className="key" title={key}>
            {key}
          </span>
        )}
      </div>
      {FIELDS.map(({ field, text }) => (
        <div role="cell" key={field} className={`f-${field}`}>
          <CellInput name={`${key}: ${text}`} value={unstored?.[field] ?? now[field] ?? ""} waits={unstored?.[field] !== undefined} onWrite={(text) => onWrite(row, field, text)} />
        </div>
      ))}
    </div>
  );
}

function CellInput({ name, value, waits, onWrite }: { name: string; value: string; waits: boolean; onWrite: (text: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className={waits ? "input cell-input is-unstored" : "input cell-input"}
      aria-label={name}
      value={typed ?? value}
      title={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        // What is typed belongs to the row that has the focus: no other is ever shown by its element meanwhile.
        if (typed !== null) onWrite(typed.trim());
        setTyped(null);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}
