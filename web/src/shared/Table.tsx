/** A table; on a phone a list of cards, unless it fits there: of a card the first cell is the title and the others say what they are. */
import type { ReactNode } from "react";

export interface Column {
  readonly head: string;
  /** What a card calls it, where that is shorter. */
  readonly short?: string;
  readonly num?: boolean;
  /** Whether it is a text that may take several lines, and the whole width of a card. */
  readonly wide?: boolean;
  /** Whether the head is only for those who listen. */
  readonly quiet?: boolean;
  /** Whether a card says the head of its title, too: where that is a figure. */
  readonly told?: boolean;
}

export interface Row {
  readonly key: string;
  readonly className?: string;
  /** A cell for each column; what is null or "" is left out of a card. */
  readonly cells: readonly ReactNode[];
}

interface Props {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly label?: string;
  /** What is said in its place where there are no rows. */
  readonly empty?: string;
  /** Whether it stands within another panel. */
  readonly within?: boolean;
  /** Whether it is scrolled by itself, so that who has no pointer must come to it. */
  readonly low?: boolean;
  /** Whether it is narrow enough for a phone as it is. */
  readonly fits?: boolean;
  readonly className?: string;
}

// The roles are said, for browsers forget what a table is when its rows are laid out as cards.
export function Table({ columns, rows, label, empty, within = false, low = false, fits = false, className }: Props) {
  return (
    <section className={[!within && "panel", "table-scroll", className].filter(Boolean).join(" ")} aria-label={label} tabIndex={low ? 0 : undefined}>
      {rows.length > 0 ? (
        <table className={fits ? "table" : "table cards"} role="table">
          <thead role="rowgroup">
            <tr role="row">
              {columns.map(({ head, num, quiet }, index) => (
                <th key={index} role="columnheader" className={num ? "num" : undefined}>
                  {quiet ? <span className="sr">{head}</span> : head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map(({ key, className: kind, cells }) => (
              <tr key={key} role="row" className={kind}>
                {columns.map(({ head, short, num, wide, quiet, told }, index) => (
                  <td key={index} role="cell" className={[num && "num", wide && "wide", index > 0 ? !wide && "short" : !told && "lead-cell"].filter(Boolean).join(" ") || undefined} data-head={(index === 0 && !told) || quiet ? undefined : (short ?? head)}>
                    {cells[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        empty && <p className="empty">{empty}</p>
      )}
    </section>
  );
}
