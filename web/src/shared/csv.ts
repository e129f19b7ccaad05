/** Tables as text: what a spreadsheet copies, a CSV file, and the other way round. */

/** Cells by row. The separator is a tab where there is one, else a semicolon or a comma. */
export function readTable(text: string): string[][] {
  const head = text.split("\n", 1)[0] ?? "";
  const separator = ["\t", ";", ","].find((each) => head.includes(each)) ?? ",";
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const end = () => {
    row.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text.charAt(at++);
      else quoted = false;
    } else if (sign === '"' && !cell.trim()) {
      quoted = true;
      cell = "";
    } else if (sign === separator) end();
    else if (sign === "\n") {
      end();
      rows.push(row);
      row = [];
    } else if (sign !== "\r") cell += sign;
  }
  if (cell || row.length) {
    end();
    rows.push(row);
  }
  return rows.filter((each) => each.some(Boolean));
}

/** A CSV whose cells no spreadsheet takes for a formula: those that begin like one get an apostrophe. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(cellText).join(",")).join("\r\n") + "\r\n";
}

/** A table with its settings below it, where they are in nobody's way. */
export function writeTableAbout(rows: readonly (readonly string[])[], about: readonly (readonly [string, string])[]): string {
  return writeTable(about.length ? [...rows, [], ...about] : rows);
}

function cellText(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hand a text, or a file made here, to the user as a file. */
export function download(name: string, content: string | Blob, type = "text/csv"): void {
  const address = URL.createObjectURL(typeof content === "string" ? new Blob([content], { type: `${type};charset=utf-8` }) : content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
