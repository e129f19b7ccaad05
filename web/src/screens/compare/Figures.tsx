/** Figures of two plans beside each other. */
import { Table } from "../../shared/Table";

export interface FigureRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Written where it says something of its own. */
  readonly delta: string | null;
  /** More than zero where it has become worse, less where better, zero where it is neither. */
  readonly worse: number;
}

export function Figures({ title, rows }: { title: string; rows: readonly FigureRow[] }) {
  return (
    <Table
      label={title}
      columns={[{ head: title }, { head: "Before", num: true }, { head: "After", num: true }, ...(rows.some(({ delta }) => delta) ? [{ head: "Change", num: true }] : [])]}
      rows={rows.map(({ name, before, after, delta, worse }) => ({
        key: name,
        cells: [
          name,
          before,
          after,
          delta && (
            <span key="delta" className={worse > 0 ? "loss" : worse < 0 ? "gain" : ""}>
              {delta}
              {worse !== 0 && <span className="sr">{worse > 0 ? " worse" : " better"}</span>}
            </span>
          ),
        ],
      }))}
    />
  );
}
