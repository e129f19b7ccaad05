/** Data: the initiatives of the plan, edited in place with the engine's own messages. */
import { useCallback, useMemo, useState } from "react";
import { useMutation, useQuery } from "urql";

import { reload, setQuery, useRoutePart } from "../../app/route";
import { DataChangeDocument, ViewerDocument, type DataRowFragment } from "../../graphql/generated";
import { useCandidates, type Candidate } from "../../plan/candidates";
import { useNewest, usePlan } from "../../plan/plan";
import { download, writeTable } from "../../shared/csv";
import { count } from "../../shared/format";
import { Icon } from "../../shared/icons";
import { Action, Notice, PageHead, Window } from "../../shared/parts";
import { History } from "./History";
import { ImportFile } from "./ImportFile";
import { PasteRows } from "./PasteRows";
import { FIELDS, Rows, type Field, type Unstored } from "./Rows";
import "./data.css";

export default function Data() {
  const { scenario, rules } = usePlan();
  const [bringing, setBringing] = useState(false);
  const [pasting, setPasting] = useState(false);
  const { rows, ready, failed } = useCandidates(scenario);
  const search = useRoutePart(({ query }) => query.get("search") ?? "");
  // As they are stored since this page was opened, by whomever.
  const [stored, setStored] = useState<Readonly<Record<string, DataRowFragment>>>({});
  const [unstored, setUnstored] = useState<Unstored>({});
  const [written, setWritten] = useState(0);
  const [clash, setClash] = useState<Clashing | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [, send] = useMutation(DataChangeDocument);
  // The audit log is for administrators.
  const [{ data: who }] = useQuery({ query: ViewerDocument });
  const [history, setHistory] = useState<Candidate | null>(null);
  const wanted = search.trim().toLowerCase();
  const shown = useMemo(() => rows.filter((row) => `${row.initiativeKey} ${row.title}`.toLowerCase().includes(wanted)), [rows, wanted]);
  const incomplete = useMemo(() => rows.filter((row) => row.engineeringTokens === null && row.engineeringTokensFull === null && !row.teamTokens.length), [rows]);
  const of = (row: Candidate): DataRowFragment => stored[row.initiativeKey] ?? row;
  const adopt = (key: string, now: DataRowFragment) => setStored((known) => ({ ...known, [key]: now }));
  const note = (key: string, field: Field, text: string | undefined) => setUnstored((known) => ({ ...known, [key]: { ...known[key], [field]: text } }));
  const store = async (key: string, field: Field, mine: string, seen: DataRowFragment): Promise<void> => {
    setWrong(null);
    setClash(null);
    if (mine === (seen[field] ?? "")) return note(key, field, undefined);
    note(key, field, mine);
    const { data, error } = await send({ input: { initiative: { initiativeKey: key, [field]: mine || null, ifVersion: seen.version } } });
    const answer = data?.initiativeUpsert;
    if (answer?.__typename === "InitiativeUpserted") {
      adopt(key, answer.initiative);
      note(key, field, undefined);
      setWritten((count) => count + 1);
      return;
    }
    const now = answer?.current && "engineeringTokens" in answer.current ? answer.current : null;
    if (!now || !answer?.errors.some(({ code }) => code === "CONFLICT")) {
      setWrong(`${key}: ${answer ? answer.errors.map((each) => each.message).join(" ") : (error?.message ?? "not stored")}`);
      return;
    }
    // Somebody has written something else of it: that stays, and this goes beside it.
    if (now[field] === seen[field]) return store(key, field, mine, now);
    adopt(key, now);
    setClash({ key, field, mine, seen: seen[field] ?? "", now });
  };
  const theirs = ({ key, field }: Clashing) => {
    note(key, field, undefined);
    setClash(null);
  };
  const newest = useNewest({ store, of });
  // The same function always, so that a row is drawn again where it changes only.
  const write = useCallback((row: Candidate, field: Field, text: string) => void newest.current.store(row.initiativeKey, field, text, newest.current.of(row)), [newest]);
  return (
    <div className="page data-page">
      <PageHead title="Data">The candidates of this plan. What you change here is stored, and in the audit log.</PageHead>
      {failed !== null && <Notice bad>{failed}</Notice>}
      {wrong !== null && <Notice bad>{wrong}</Notice>}
      {clash && <Clash of={clash} onMine={() => void store(clash.key, clash.field, clash.mine, clash.now)} onTheirs={() => theirs(clash)} />}
      {written > 0 && (
        <div className="row">
          <Notice>{`${count(written, "value")} stored; the Board still answers the plan as it was opened.`}</Notice>
          <Action small onPress={() => reload()}>
            Answer it anew
          </Action>
        </div>
      )}
      {incomplete.length > 0 && (
        <Notice>
          {count(incomplete.length, "initiative")} without tokens, to be mended by{" "}
          {[...Map.groupBy(incomplete, ({ department }) => department ?? "nobody in particular")].map(([department, missing]) => `${department}: ${few(missing.map((row) => row.initiativeKey))}`).join("; ")}.
        </Notice>
      )}
      {history && <History id={history.id} name={history.initiativeKey} onClose={() => setHistory(null)} />}
      <div className="row">
        <label className="searching">
          <Icon name="search" />
          <span className="sr">Search initiatives</span>
          <input className="input" type="search" placeholder="Search key or title" value={search} onChange={(event) => setQuery({ search: event.target.value || null })} />
        </label>
        <span className="muted grow">{count(shown.length, "initiative")}</span>
        <Action onPress={() => setPasting(true)}>Paste rows…</Action>
        <Action onPress={() => setBringing(true)}>Bring a file…</Action>
        {(["xlsx", "json"] as const).map((form) => (
          <a key={form} className="button quiet" download href={`/files/scenarios/${scenario.id}.${form}${rules ? `?rules=${rules.id}` : ""}`}>
            {form === "xlsx" ? "Workbook" : "Problem file"}
          </a>
        ))}
        <Action
          kind="quiet"
          onPress={() => download("initiatives.csv", writeTable([["key", ...FIELDS.map(({ text }) => text.toLowerCase())], ...shown.map((row) => [row.initiativeKey, ...FIELDS.map(({ field }) => of(row)[field] ?? "")])]))}
        >
          CSV
        </Action>
      </div>
      {pasting && <PasteRows onClose={() => setPasting(false)} onDone={() => reload()} />}
      {bringing && <ImportFile onClose={() => setBringing(false)} onDone={() => reload()} />}
      <Rows rows={shown} stored={stored} unstored={unstored} onWrite={write} onHistory={who?.viewer.role === "ADMIN" ? setHistory : null} />
      {ready && !shown.length && <p className="empty">No initiative is like that.</p>}
    </div>
  );
}

/** The first of many. */
const SPELLED = 12;
const few = (keys: readonly string[]) => [...keys.slice(0, SPELLED), ...(keys.length > SPELLED ? [`and ${keys.length - SPELLED} more`] : [])].join(", ");

interface Clashing {
  readonly key: string;
  readonly field: Field;
  readonly mine: string;
  readonly seen: string;
  readonly now: DataRowFragment;
}

/** The same value was written by somebody else since it was seen here: both, and whose it is to be. */
function Clash({ of: { key, field, mine, seen, now }, onMine, onTheirs }: { of: Clashing; onMine: () => void; onTheirs: () => void }) {
  const versions = [
    ["As you saw it", seen],
    ["As it is stored now", now[field] ?? ""],
    ["Yours", mine],
  ] as const;
  return (
    <Window title={`${key}: ${FIELDS.find((each) => each.field === field)?.text ?? field}`} onClose={onTheirs}>
      <Notice bad>Somebody else has changed this value since you saw it. Yours is not stored yet.</Notice>
      <dl className="versions">
        {versions.map(([name, text]) => (
          <div key={name}>
            <dt className="muted">{name}</dt>
            <dd>{text || "nothing"}</dd>
          </div>
        ))}
      </dl>
      <div className="row end">
        <Action onPress={onTheirs}>Keep theirs</Action>
        <Action kind="primary" onPress={onMine}>
          Store mine in its place
        </Action>
      </div>
    </Window>
  );
}
