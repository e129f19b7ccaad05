/** Rows out of a spreadsheet over those that are stored: what each would change is shown before anything is. */
import { useEffect, useMemo, useState } from "react";
import { useClient } from "urql";

import { DataChangeDocument } from "../../graphql/generated";
import { allCandidates, periodsOf, type Candidate } from "../../plan/candidates";
import { usePlan } from "../../plan/plan";
import { readTable } from "../../shared/csv";
import { count } from "../../shared/format";
import { Action, Choice, Window } from "../../shared/parts";
import { Table } from "../../shared/Table";
import { FIELD_NAMES, FIELDS, guessed, rowFaults, type Mapping } from "../welcome/table_problem";
import { effectsOf, type Effect } from "./paste";

const MOST_SHOWN = 60;
const MOST_FAULTS = 8;
const AT_A_TIME = 4;

/** onDone: called where something was stored, when the window is closed. */
export function PasteRows({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { scenario } = usePlan();
  const client = useClient();
  const [stored, setStored] = useState<readonly Candidate[] | null>(null);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Mapping | null>(null);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [sent, setSent] = useState<number | null>(null);
  const [anything, setAnything] = useState(false);
  useEffect(() => {
    // As they are now: what somebody else has changed since is no surprise then.
    allCandidates(client, null, true).then(setStored, (error: unknown) => setWrong([error instanceof Error ? error.message : "It failed."]));
  }, [client]);
  const [heads = [], ...rows] = useMemo(() => readTable(text), [text]);
  const columns = chosen ?? guessed(heads);
  const faults = !rows.length ? [] : columns.initiative_key < 0 ? ["Say which column is the key."] : rowFaults(rows, columns);
  const effects = stored && rows.length && !faults.length ? effectsOf(rows, columns, stored, { measure: scenario.northStarKpiKey ?? "value", periods: periodsOf(scenario) }) : [];
  const asked = effects.filter(({ isNew, changes }) => isNew || changes.length > 0);
  const fresh = asked.filter(({ isNew }) => isNew).length;
  const told = [fresh > 0 && `${fresh} new`, asked.length > fresh && `${asked.length - fresh} changed`, effects.length > asked.length && `${effects.length - asked.length} as they are stored`];
  const close = () => (anything ? onDone() : onClose());

  const store = async () => {
    const [waiting, refused] = [[...asked], [] as string[]];
    setWrong([]);
    setSent(0);
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { data, error } = await client.mutation(DataChangeDocument, { input: { initiative: next.input } }).toPromise();
        const answer = data?.initiativeUpsert;
        if (answer?.__typename === "InitiativeUpserted") setAnything(true);
        else refused.push(`${next.key}: ${answer?.errors.map(({ message }) => message).join(" ") ?? error?.message ?? "not stored"}`);
        setSent((known) => (known ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    setSent(null);
    if (!refused.length) return onDone();
    setWrong(refused);
    setStored(await allCandidates(client, null, true));
  };

  return (
    <Window title="Paste rows" wide onClose={close}>
      <label className="field">
        <span className="label">Rows, with the names of the columns in the first one</span>
        <textarea
          className="input"
          rows={6}
          value={text}
          placeholder={"key,title,tokens,value\nA-1,Guest checkout,8,120"}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(null);
          }}
        />
      </label>
      {rows.length > 0 && (
        <div className="import-terms">
          {FIELDS.map((field) => (
            <Choice
              key={field}
              label={FIELD_NAMES[field]}
              value={String(columns[field])}
              options={[{ value: "-1", text: "—" }, ...heads.map((head, index) => ({ value: String(index), text: head || `Column ${index + 1}` }))]}
              onChange={(at) => setChosen({ ...columns, [field]: Number(at) })}
            />
          ))}
        </div>
      )}
      {[...faults, ...wrong].slice(0, MOST_FAULTS).map((fault) => (
        <p className="error" key={fault}>
          {fault}
        </p>
      ))}
      {asked.length > 0 && <Changes of={asked} />}
      <div className="row end">
        <span className="muted grow" role="status">
          {sent !== null ? `${sent} of ${asked.length} stored…` : effects.length > 0 ? `${told.filter(Boolean).join(", ")}. Empty cells change nothing.` : ""}
        </span>
        <Action onPress={close}>{anything ? "Close" : "Cancel"}</Action>
        <Action kind="primary" disabled={!asked.length || sent !== null} onPress={() => void store()}>
          {asked.length ? `Store ${count(asked.length, "initiative")}` : "Store"}
        </Action>
      </div>
    </Window>
  );
}

function Changes({ of }: { of: readonly Effect[] }) {
  const words = ({ isNew, changes }: Effect) => changes.map(({ name, from, to }) => (isNew ? `${name}: ${to}` : `${name}: ${from || "nothing"} → ${to}`)).join("; ");
  return (
    <Table
      low
      within
      className="paste-effect"
      label="What changes"
      columns={[{ head: "Key" }, { head: "is" }, { head: "What it becomes", wide: true }]}
      rows={[
        ...of.slice(0, MOST_SHOWN).map((each) => ({ key: each.key, cells: [<span key="key" className="key">{each.key}</span>, each.isNew ? "new" : "changed", words(each)] })),
        ...(of.length > MOST_SHOWN ? [{ key: "", cells: ["", "", `… and ${of.length - MOST_SHOWN} more`] }] : []),
      ]}
    />
  );
}
