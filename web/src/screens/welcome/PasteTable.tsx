/** The door for tables: paste, say which column is what, and plan. */
import { useMemo, useState } from "react";

import type { ExistingInitiatives } from "../../graphql/generated";
import { readTable } from "../../shared/csv";
import { count } from "../../shared/format";
import { Action, Choice, Window } from "../../shared/parts";
import { FIELD_NAMES, FIELDS, guessed, tableFaults, tableProblem, type Mapping } from "./table_problem";

/** What becomes of initiatives that a file or a table has, and the backlog too. */
export const EXISTING: readonly { readonly value: ExistingInitiatives; readonly text: string }[] = [
  { value: "KEEP", text: "stay as they are" },
  { value: "CHANGE", text: "become as they are here" },
];

interface Props {
  readonly onClose: () => void;
  readonly onProblem: (problem: string, existing: ExistingInitiatives) => void;
  readonly faults: readonly string[];
}

export function PasteTable({ onClose, onProblem, faults }: Props) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Mapping | null>(null);
  const [name, setName] = useState("My plan");
  const [period, setPeriod] = useState(() => `${new Date().getFullYear()}`);
  const [capacity, setCapacity] = useState("");
  const [existing, setExisting] = useState<ExistingInitiatives>("KEEP");
  const [heads = [], ...rows] = useMemo(() => readTable(text), [text]);
  const columns = chosen ?? guessed(heads);
  const terms = { name, period, capacity };
  const wrong = rows.length ? tableFaults(rows, columns, terms) : [];
  const options = [{ value: "-1", text: "—" }, ...heads.map((head, index) => ({ value: String(index), text: head || `Column ${index + 1}` }))];
  return (
    <Window title="Paste a table" wide onClose={onClose}>
      <label className="field">
        <span className="label">Rows, with the names of the columns in the first one</span>
        <textarea
          className="input"
          rows={8}
          value={text}
          placeholder={"key,title,tokens,value\nA-1,Guest checkout,8,120"}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(null);
          }}
        />
      </label>
      {rows.length > 0 && (
        <div className="paste-columns">
          {FIELDS.map((field) => (
            <Choice
              key={field}
              label={FIELD_NAMES[field]}
              value={String(columns[field])}
              options={options}
              onChange={(at) => setChosen({ ...columns, [field]: Number(at) })}
            />
          ))}
        </div>
      )}
      <div className="paste-columns">
        <TextInput label="Name of the plan" value={name} onChange={setName} />
        <TextInput label="Period, such as 2027-Q1" value={period} onChange={setPeriod} />
        <TextInput label="Capacity in tokens" value={capacity} onChange={setCapacity} />
        <Choice label="Initiatives that are stored already" value={existing} options={EXISTING} onChange={setExisting} />
      </div>
      {[...wrong, ...faults].slice(0, 6).map((fault) => (
        <p className="error" key={fault}>
          {fault}
        </p>
      ))}
      <div className="row end">
        <span className="muted grow">{rows.length > 0 && count(rows.length, "initiative")}</span>
        <Action onPress={onClose}>Cancel</Action>
        <Action kind="primary" disabled={!rows.length || wrong.length > 0} onPress={() => onProblem(tableProblem(rows, columns, terms), existing)}>
          Plan these
        </Action>
      </div>
    </Window>
  );
}

function TextInput({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input className="input" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
