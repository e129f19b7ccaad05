/** Data: the initiatives of the plan, edited in place with the engine's own messages. */
import { useMemo, useState } from "react";
import { useMutation } from "urql";

import { DataChangeDocument } from "../../graphql/generated";
import { useCandidates, type Candidate } from "../../plan/candidates";
import { usePlan } from "../../plan/plan";
import { download, writeTable } from "../../shared/csv";
import { count } from "../../shared/format";
import { Icon } from "../../shared/icons";
import { Action, Notice, PageHead } from "../../shared/parts";
import { ImportFile } from "./ImportFile";
import "./data.css";

const FIELDS = [
  { field: "title", text: "Title", num: false },
  { field: "market", text: "Market", num: false },
  { field: "department", text: "Department", num: false },
  { field: "category", text: "Category", num: false },
  { field: "engineeringTokens", text: "Tokens", num: true },
] as const;
type Field = (typeof FIELDS)[number]["field"];

export default function Data() {
  const { scenario, rules } = usePlan();
  const [bringing, setBringing] = useState(false);
  const { rows, failed } = useCandidates(scenario);
  const [search, setSearch] = useState("");
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const [, send] = useMutation(DataChangeDocument);
  const wanted = search.trim().toLowerCase();
  const shown = useMemo(() => rows.filter((row) => `${row.initiativeKey} ${row.title}`.toLowerCase().includes(wanted)), [rows, wanted]);
  const incomplete = rows.filter((row) => row.engineeringTokens === null && row.engineeringTokensFull === null && !row.teamTokens.length);
  const value = (row: Candidate, field: Field) => changed[`${row.initiativeKey} ${field}`] ?? row[field] ?? "";
  const store = async (row: Candidate, field: Field, text: string) => {
    if (text === (row[field] ?? "")) return;
    setWrong(null);
    const { data, error } = await send({ input: { initiative: { initiativeKey: row.initiativeKey, [field]: text.trim() || null } } });
    const answer = data?.initiativeUpsert;
    if (answer?.__typename === "InitiativeUpserted") setChanged((known) => ({ ...known, [`${row.initiativeKey} ${field}`]: text }));
    else setWrong(`${row.initiativeKey}: ${answer ? answer.errors.map((each) => each.message).join(" ") : (error?.message ?? "not stored")}`);
  };
  return (
    <div className="page stack">
      <PageHead title="Data">The candidates of this plan. What you change here is stored, and in the audit log.</PageHead>
      {failed !== null && <Notice bad>{failed}</Notice>}
      {wrong !== null && <Notice bad>{wrong}</Notice>}
      {Object.keys(changed).length > 0 && (
        <div className="row">
          <Notice>{`${count(Object.keys(changed).length, "value")} stored; the Board still answers the plan as it was opened.`}</Notice>
          <Action small onPress={() => location.reload()}>
            Answer it anew
          </Action>
        </div>
      )}
      {incomplete.length > 0 && <Notice>{`${count(incomplete.length, "initiative")} without tokens: ${incomplete.map((row) => row.initiativeKey).join(", ")}.`}</Notice>}
      <div className="row">
        <label className="searching">
          <Icon name="search" />
          <span className="sr">Search initiatives</span>
          <input className="input" type="search" placeholder="Search key or title" value={search} onChange={(event) => setSearch(event.target.value)} />
        </label>
        <span className="muted grow">{count(shown.length, "initiative")}</span>
        <Action onPress={() => setBringing(true)}>Bring a file…</Action>
        {(["xlsx", "json"] as const).map((form) => (
          <a key={form} className="button quiet" download href={`/files/scenarios/${scenario.id}.${form}${rules ? `?rules=${rules.id}` : ""}`}>
            {form === "xlsx" ? "Workbook" : "Problem file"}
          </a>
        ))}
        <Action
          kind="quiet"
          onPress={() => download("initiatives.csv", writeTable([["key", ...FIELDS.map(({ text }) => text.toLowerCase())], ...shown.map((row) => [row.initiativeKey, ...FIELDS.map(({ field }) => value(row, field))])]))}
        >
          CSV
        </Action>
      </div>
      {bringing && <ImportFile onClose={() => setBringing(false)} onDone={() => location.reload()} />}
      <div className="panel table-scroll">
        <table className="table data-table">
          <thead>
            <tr>
              <th>Key</th>
              {FIELDS.map(({ field, text, num }) => (
                <th key={field} className={num ? "num" : ""}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.initiativeKey}>
                <td className="key">{row.initiativeKey}</td>
                {FIELDS.map(({ field, text, num }) => (
                  <td key={field} className={num ? "num" : ""}>
                    <input
                      className="input cell-input"
                      aria-label={`${row.initiativeKey}: ${text}`}
                      defaultValue={row[field] ?? ""}
                      onBlur={(event) => void store(row, field, event.target.value)}
                      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
