/** The audit log, page by page: who changed what and when, and what was refused. */
import { useState } from "react";
import { useQuery } from "urql";

import { AuditLogDocument } from "../../graphql/generated";
import { count, moment, words } from "../../shared/format";
import { Action, Choice, Notice } from "../../shared/parts";
import { Table } from "../../shared/Table";

const ENDS = [
  { value: "", text: "Done and refused" },
  { value: "done", text: "Done" },
  { value: "refused", text: "Refused" },
] as const;

const operationWords = (name: string) => words(name.replace(/([A-Z])/g, " $1").toLowerCase());

export function Audit() {
  const [who, setWho] = useState("");
  const [ends, setEnds] = useState<(typeof ENDS)[number]["value"]>("");
  const [since, setSince] = useState("");
  const [operation, setOperation] = useState("");
  const [met, setMet] = useState<readonly string[]>([]);
  /** Where each page before this one begins. */
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  const filter = {
    ...(operation && { operations: [operation] }),
    ...(who.trim() && { actorEmails: [who.trim()] }),
    ...(ends && { succeeded: ends === "done" }),
    ...(since && { occurredFrom: `${since}T00:00:00Z` }),
  };
  const [{ data, error }] = useQuery({ query: AuditLogDocument, variables: { filter, after: pages.at(-1) ?? null }, requestPolicy: "cache-and-network" });
  const found = data?.auditLog;
  const fresh = (found?.nodes ?? []).map((each) => each.operation).filter((name) => !met.includes(name));
  // Seen once, an operation can be asked for on every page.
  if (fresh.length) setMet([...new Set([...met, ...fresh])].sort());
  const by = <T,>(set: (value: T) => void) => (value: T) => {
    set(value);
    setPages([null]);
  };
  return (
    <section className="panel" aria-label="Audit log">
      <h2 className="panel-pad">Audit log</h2>
      <div className="form-row panel-pad">
        <Choice label="What" value={operation} options={[{ value: "", text: "Everything" }, ...met.map((name) => ({ value: name, text: operationWords(name) }))]} onChange={by(setOperation)} />
        <label className="field">
          <span className="label">Who, by email</span>
          <input className="input" type="search" value={who} onChange={(event) => by(setWho)(event.target.value)} />
        </label>
        <label className="field">
          <span className="label">Since</span>
          <input className="input" type="date" value={since} onChange={(event) => by(setSince)(event.target.value)} />
        </label>
        <Choice label="How it went" value={ends} options={ENDS} onChange={by(setEnds)} />
      </div>
      {error && <Notice bad>{error.message}</Notice>}
      <Table
        within
        fits
        columns={[{ head: "What" }, { head: "When" }, { head: "Who" }, { head: "How it went" }]}
        rows={(found?.nodes ?? []).map((each) => ({
          key: each.id,
          cells: [operationWords(each.operation), moment(each.occurredAt), each.actorEmail ?? "this machine", each.succeeded ? "Done" : `Refused: ${words((each.errorCode ?? "").toLowerCase())}`],
        }))}
        {...(found ? { empty: "There is no such entry." } : {})}
      />
      <div className="row end panel-pad">
        <span className="muted" role="status">
          {found && count(found.totalCount, "entry", "entries")}
        </span>
        {pages.length > 1 && <Action onPress={() => setPages(pages.slice(0, -1))}>Newer</Action>}
        {found?.pageInfo.hasNextPage && <Action onPress={() => setPages([...pages, found.pageInfo.endCursor])}>Older</Action>}
      </div>
    </section>
  );
}
