/** Figures of two plans beside each other. */

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
    <section className="panel table-scroll" aria-label={title}>
      <table className="table figures">
        <thead>
          <tr>
            <th>{title}</th>
            <th className="num">Before</th>
            <th className="num">After</th>
            <th className="num">Change</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, before, after, delta, worse }) => (
            <tr key={name}>
              <td>{name}</td>
              <td className="num">{before}</td>
              <td className="num">{after}</td>
              <td className={worse > 0 ? "num loss" : worse < 0 ? "num gain" : "num"}>
                {delta}
                {worse !== 0 && <span className="sr">{worse > 0 ? " worse" : " better"}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
