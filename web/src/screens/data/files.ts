/** Files over the API: what the server understands of one, and what people have said about it. */

export interface Question {
  readonly about: string;
  readonly column: string;
  readonly message: string;
  readonly choices: readonly { readonly answer: string; readonly means: string }[];
}

export interface Preview {
  readonly kind: "table" | "plan";
  readonly shape: string | null;
  readonly ready: boolean;
  readonly rows: number;
  readonly columns: readonly {
    readonly column: string;
    readonly header: string;
    readonly field: string | null;
    readonly why: string;
    readonly how: string;
    readonly filled: number;
    readonly refused: number;
    readonly samples: readonly { readonly written: string; readonly read: string }[];
  }[];
  readonly questions: readonly Question[];
  readonly faults: readonly { readonly place: string; readonly message: string }[];
  readonly notes: readonly string[];
  readonly problem: string | null;
}

interface Column {
  readonly field: string;
  readonly numbers?: string;
  readonly dates?: string;
}

/** What people have said; everything else is guessed anew by the server. */
export interface Said {
  readonly columns: Readonly<Record<string, Column>>;
  readonly units: Readonly<Record<string, string>>;
  readonly keys: string;
}

export const NOTHING_SAID: Said = { columns: {}, units: {}, keys: "" };

export interface Terms {
  readonly name: string;
  readonly period: string;
  readonly capacity: string;
}

const ANSWERED: Record<string, string> = { key: "initiative_key", value: "north_star_contribution", tokens: "engineering_tokens" };

export function withField(said: Said, header: string, field: string): Said {
  return { ...said, columns: { ...said.columns, [header]: { field } } };
}

/** The answer to a question, as something that was said. */
export function withAnswer(said: Said, question: Question, answer: string, preview: Preview): Said {
  const { about, column } = question;
  const field = said.columns[column]?.field ?? preview.columns.find((each) => each.header === column)?.field;
  if ((about === "numbers" || about === "dates") && field) return { ...said, columns: { ...said.columns, [column]: { ...said.columns[column], field, [about]: answer } } };
  const named = ANSWERED[about];
  return named ? withField(said, answer, named) : said;
}

/** The mapping as the server takes it. */
export function mappingOf(said: Said, terms: Terms | null): string {
  const plan = terms && {
    ...(terms.name.trim() && { name: terms.name.trim() }),
    ...(terms.period.trim() && { period_key: terms.period.trim() }),
    ...(terms.capacity.trim() && { capacity_total_tokens: terms.capacity.trim() }),
  };
  const units = Object.fromEntries(Object.entries(said.units).filter(([, counts]) => counts.trim()));
  return JSON.stringify({ columns: said.columns, units, ...(said.keys && { keys: said.keys }), ...(plan && { plan }) });
}

/** What the server understands of a file. Throws what it refuses. */
export async function previewOf(file: File, said: Said, terms: Terms | null): Promise<Preview> {
  const query = new URLSearchParams({ name: file.name, map: mappingOf(said, terms) });
  const headers = { "Content-Type": "application/octet-stream", "X-Optengine-Session": "1" };
  const answer = await fetch(`/files/preview?${query}`, { method: "POST", body: file, headers });
  const body = (await answer.json()) as Preview & { readonly errors?: readonly { readonly message: string }[] };
  if (!answer.ok) throw new Error(body.errors?.map((each) => each.message).join(" ") ?? answer.statusText);
  return body;
}
