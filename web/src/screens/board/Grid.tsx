/** The candidates as a windowed grid. */
import { memo, useCallback, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";

import { setQuery } from "../../app/route";
import { NEXT, type Force } from "../../plan/draft/draft";
import { number } from "../../shared/format";
import { Icon } from "../../shared/icons";
import { SHAPES } from "../../shared/proof";
import { useWindowed } from "../../shared/windowed";
import { sameRow, type BoardRow, type Column, type Sort } from "./rows";

const ROW = 30;
const COLUMNS: readonly { column: Column; text: string; num?: true }[] = [
  { column: "planned", text: "In" },
  { column: "key", text: "Key" },
  { column: "title", text: "Initiative" },
  { column: "market", text: "Market" },
  { column: "department", text: "Department" },
  { column: "tokens", text: "Tokens", num: true },
  { column: "size", text: "Size" },
  { column: "period", text: "Period" },
  { column: "value", text: "Value", num: true },
  { column: "price", text: "Price", num: true },
  { column: "force", text: "State" },
];

interface Props {
  readonly rows: readonly BoardRow[];
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly ready: boolean;
  readonly onForce: (row: BoardRow, next: Force) => void;
  /** Whether prices were asked for. */
  readonly priced: boolean;
}

/** Drawn again where its rows change only, not with every frame of a drag beside it. */
export const Grid = memo(GridView);

function GridView({ rows, sort, onSort, ready, onForce, priced }: Props) {
  const columns = priced ? COLUMNS : COLUMNS.filter(({ column }) => column !== "price");
  const [active, setActive] = useState("");
  const [told, setTold] = useState("");
  const at = Math.max(0, rows.findIndex((row) => row.key === active));
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const { scroller, virtual, items } = useWindowed(keys, ROW, at);
  const moved = useRef(false);
  // Before the next key is read, so that quick keys never act on one row while another has the focus.
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(active)}"]`)?.focus({ preventScroll: true });
  }, [active, scroller]);

  const force = useCallback(
    (row: BoardRow, next: Force) => {
      if (row.apart) return setTold(`${row.key} takes no part: ${row.apart.reasons}`);
      onForce(row, next);
      setTold(`${row.key}: ${next === "auto" ? "the engine decides" : next === "in" ? "must be in" : "must stay out"}`);
    },
    [onForce],
  );
  const focus = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    moved.current = row.key !== active;
    setActive(row.key);
    virtual.scrollToIndex(rows.indexOf(row));
  };
  const pressed = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1);
    const acts: Record<string, () => void> = {
      ArrowDown: () => focus(at + 1),
      ArrowUp: () => focus(at - 1),
      PageDown: () => focus(at + page),
      PageUp: () => focus(at - page),
      Home: () => focus(0),
      End: () => focus(rows.length - 1),
      " ": () => force(row, NEXT[row.force]),
      i: () => force(row, "in"),
      o: () => force(row, "out"),
      a: () => force(row, "auto"),
      Enter: () => setQuery({ why: row.key }),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <>
    <div className={priced ? "grid priced" : "grid"} role="grid" aria-label="Initiatives" aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
      <div className="grid-row grid-head" role="row" aria-rowindex={1}>
        {columns.map(({ column, text, num }) => {
          const sorts = sort.column === column;
          return (
            <div
              key={column}
              role="columnheader"
              className={`cell c-${column}${num ? " num" : ""}`}
              aria-sort={sorts ? (sort.descending ? "descending" : "ascending") : "none"}
            >
              <button type="button" onClick={() => onSort({ column, descending: sorts && !sort.descending })}>
                {text}
                {sorts && <Icon name={sort.descending ? "down" : "up"} />}
              </button>
            </div>
          );
        })}
      </div>
      <div className="grid-body" ref={scroller} role={rows.length ? "rowgroup" : "presentation"} onKeyDown={pressed}>
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map(({ index, start, slot }) => {
            const row = rows[index];
            return row && <Row key={slot} row={row} index={index} start={start} isActive={index === at} priced={priced} onActive={setActive} onForce={force} />;
          })}
        </div>
      </div>
    </div>
    {ready && !rows.length && <p className="empty grid-empty">No initiative is like that.</p>}
    <span className="sr" role="status">
      {told}
    </span>
    </>
  );
}

interface RowProps {
  readonly row: BoardRow;
  readonly index: number;
  readonly start: number;
  readonly isActive: boolean;
  readonly priced: boolean;
  readonly onActive: (key: string) => void;
  readonly onForce: (row: BoardRow, next: Force) => void;
}

const CHANGES = { entered: ["plus", "enters"], left: ["minus", "leaves"], moved: ["move", "moves"] } as const;
const FORCES: Record<Force, string> = { auto: "Auto", in: "In", out: "Out" };

/** Drawn again where it says something else only: each answer makes all rows anew, and most of them say the same. */
const Row = memo(GridRow, (a, b) => (Object.keys(b) as (keyof RowProps)[]).every((name) => (name === "row" ? sameRow(a.row, b.row) : a[name] === b[name])));

function GridRow({ row, index, start, isActive, priced, onActive, onForce }: RowProps) {
  const [icon, says] = row.change ? CHANGES[row.change] : [null, ""];
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`grid-row ${row.apart ? "is-apart" : row.planned ? "is-in" : "is-out"} ${row.change ?? ""}`}
      data-key={row.key}
      tabIndex={isActive ? 0 : -1}
      style={{ top: start }}
      onFocus={() => onActive(row.key)}
      onDoubleClick={() => setQuery({ why: row.key })}
    >
      <div role="gridcell" className="cell c-planned">
        {row.apart ? <Icon name={row.apart.text === "Broken" ? "warning" : "check"} /> : <span className={row.planned ? "dot full" : "dot"} />}
        <span className="sr">{row.planned ? "in the plan" : row.apart ? "takes no part" : "outside"}</span>
        {icon && <Icon name={icon} />}
        {says && <span className="sr">{says}</span>}
      </div>
      <div role="gridcell" className="cell c-key key">
        <button type="button" tabIndex={-1} className="why-link" title={`Why is ${row.key} ${row.planned ? "in" : "out"}?`} onClick={() => setQuery({ why: row.key })}>
          {row.key}
        </button>
      </div>
      <div role="gridcell" className="cell c-title" title={row.title}>
        {row.title}
      </div>
      <div role="gridcell" className="cell c-market">
        {row.market}
      </div>
      <div role="gridcell" className="cell c-department">
        {row.department}
      </div>
      <div role="gridcell" className="cell c-tokens num">
        {row.tokens === null ? "" : number(row.tokens)}
      </div>
      <div role="gridcell" className="cell c-size">
        {row.size}
      </div>
      <div role="gridcell" className="cell c-period">
        {row.period}
      </div>
      <div role="gridcell" className="cell c-value num">
        {row.value === null ? "" : number(row.value)}
      </div>
      {priced && (
        <div role="gridcell" className="cell c-price num" title={row.price?.words}>
          {row.price && (
            <>
              <span className={`price-grade grade-${row.price.grade}`}>
                <Icon name={SHAPES[row.price.grade]} />
              </span>
              <span aria-hidden="true">{row.price.short}</span>
              <span className="sr">{row.price.words}</span>
            </>
          )}
        </div>
      )}
      <div role="gridcell" className="cell c-force">
        {row.apart ? (
          <span className="apart" title={`It takes no part: ${row.apart.reasons}.`}>
            {row.apart.text}
          </span>
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={`force force-${row.force}`}
            aria-label={`${row.key}: ${FORCES[row.force]}; press for ${FORCES[NEXT[row.force]]}`}
            onClick={() => onForce(row, NEXT[row.force])}
          >
            {FORCES[row.force]}
          </button>
        )}
        {row.fixed && (
          <span title={row.fixed}>
            <Icon name="lock" />
            <span className="sr">{row.fixed}</span>
          </span>
        )}
      </div>
    </div>
  );
}
