/** The Board: what is in and out, what limits it, and what each change causes. */
import { useCallback, useDeferredValue, useMemo, useState } from "react";

import { useCandidates } from "../../plan/candidates";
import { AboutStored, Asking } from "../../plan/analyses/Asking";
import { differences } from "../../plan/differences";
import { withForce, type Force } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { Notice } from "../../shared/parts";
import { Conflict } from "./Conflict";
import { Grid } from "./Grid";
import { Head } from "./Head";
import { Limits } from "./Limits";
import { usePrices } from "./prices";
import { boardRows, filtered, forcesOf, sorted, type BoardRow, type Filter, type Held, type Sort } from "./rows";
import { Strip } from "./Strip";
import { Tools } from "./Tools";
import "./board.css";

const NOBODY: Held = new Map();

export default function Board() {
  const { scenario, draft, live, before, change } = usePlan();
  const candidates = useCandidates(scenario);
  const [filter, setFilter] = useState<Filter>({ search: "", state: "all", market: "", department: "" });
  const [sort, setSort] = useState<Sort>({ column: "planned", descending: false });
  const [side, setSide] = useState<"grid" | "limits">("grid");
  const [held, setHeld] = useState<Held>(NOBODY);
  const show = useCallback((next: Filter) => {
    setFilter(next);
    setHeld(NOBODY);
  }, []);
  const order = useCallback((next: Sort) => {
    setSort(next);
    setHeld(NOBODY);
  }, []);
  const force = useCallback(
    (row: BoardRow, next: Force) => {
      setHeld((rows) => (rows.has(row.key) ? rows : new Map(rows).set(row.key, row)));
      change((draft) => withForce(draft, row.key, next));
    },
    [change],
  );
  const prices = usePrices();
  const changes = useMemo(() => differences(before, live.shown), [before, live.shown]);
  // The control that is moved is painted first, the list after it.
  const forced = useDeferredValue(forcesOf(draft));
  const [shown, changed] = [useDeferredValue(live.shown), useDeferredValue(changes)];
  const rows = useMemo(() => boardRows(candidates.rows, shown, changed, forced, prices.of, scenario.northStarKpiKey), [candidates.rows, shown, changed, forced, prices.of, scenario.northStarKpiKey]);
  const visible = useMemo(() => sorted(filtered(rows, filter, held), sort, held), [rows, filter, sort, held]);
  const conflict = live.answer?.status === "INFEASIBLE" ? live.answer.conflict : null;
  return (
    <div className={`board side-${side}`}>
      <h1 className="sr">Board</h1>
      <Head />
      {live.connection === "lost" && (
        <Notice bad>
          {live.refused ?? "The connection is lost. What you try is kept in the address of this page and is asked again as soon as the server is back."}
        </Notice>
      )}
      {live.connection !== "lost" && live.refused && <Notice bad>{live.refused}</Notice>}
      {live.answer?.place != null && <Notice>{`Other sessions are being answered; yours is number ${live.answer.place} in the queue.`}</Notice>}
      {conflict ? <Conflict conflict={conflict} /> : <Strip changes={changes} />}
      <div className="board-tabs" role="tablist" aria-label="Parts of the board">
        {(["grid", "limits"] as const).map((each) => (
          <button key={each} type="button" role="tab" aria-selected={side === each} onClick={() => setSide(each)}>
            {each === "grid" ? "Initiatives" : "Limits"}
          </button>
        ))}
      </div>
      <section className="board-list panel" aria-label="Initiatives">
        <Tools rows={rows} visible={visible} filter={filter} onFilter={show} onPrices={prices.ask} />
        {prices.asked && <AboutStored />}
        <Asking of={prices.known} onCancel={prices.cancel} />
        {candidates.failed !== null && <Notice bad>{candidates.failed}</Notice>}
        <Grid rows={visible} sort={sort} onSort={order} ready={candidates.ready} onForce={force} priced={prices.asked} />
      </section>
      <Limits worth={prices.tokens} />
    </div>
  );
}
