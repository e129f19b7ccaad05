/** A file from elsewhere: what is understood of each column, what has to be said first, and the way into a plan. */
import { useRef, useState } from "react";
import { useMutation } from "urql";

import { go } from "../../app/route";
import { ProblemImportDocument } from "../../graphql/generated";
import { count } from "../../shared/format";
import { Action, Choice, Notes, Notice, Window } from "../../shared/parts";
import { Table } from "../../shared/Table";
import { NOTHING_SAID, previewOf, withAnswer, withField, type Preview, type Question, type Said, type Terms } from "./files";
import "./data.css";

const FIELDS = [
  ["ignore", "Left out"],
  ["initiative_key", "Key"],
  ["title", "Title"],
  ["engineering_tokens", "Tokens"],
  ["north_star_contribution", "Value"],
  ["market", "Market"],
  ["department", "Department"],
  ["category", "Category"],
  ["program_key", "Program"],
  ["status", "Status"],
  ["is_mandatory", "Mandatory"],
  ["deadline_date", "Deadline"],
  ["earliest_start_date", "Earliest start"],
  ["latest_finish_date", "Latest finish"],
  ["prerequisite_keys", "Prerequisites"],
  ["exclusion_keys", "Exclusions"],
  ["bundle_key", "Bundle"],
  ["active_overall_score", "Score"],
  ["time_sensitivity_score", "Time sensitivity"],
  ["engineering_tokens_mvp", "Tokens as MVP"],
  ["engineering_tokens_full", "Tokens in full"],
] as const;
const MOST_FAULTS = 8;

export function ImportFile({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [said, setSaid] = useState<Said>(NOTHING_SAID);
  const [terms, setTerms] = useState<Terms>({ name: "", period: "", capacity: "" });
  const [existing, setExisting] = useState<"KEEP" | "CHANGE">("KEEP");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [, send] = useMutation(ProblemImportDocument);
  const chooser = useRef<HTMLInputElement>(null);

  const within = async (work: () => Promise<void>) => {
    setBusy(true);
    setWrong([]);
    try {
      await work();
    } catch (error) {
      setWrong([error instanceof Error ? error.message : "It failed."]);
    }
    setBusy(false);
  };
  const look = (chosen: File, next: Said) =>
    within(async () => {
      setSaid(next);
      setPreview(await previewOf(chosen, next, null));
    });
  const choose = (chosen: File) => {
    setFile(chosen);
    setPreview(null);
    setTerms((known) => ({ ...known, name: chosen.name.replace(/\.[^.]*$/, "") }));
    void look(chosen, NOTHING_SAID);
  };
  const take = (chosen: File) =>
    within(async () => {
      const found = await previewOf(chosen, said, terms);
      if (found.problem === null) throw new Error("For which period is this planned? Write it, such as 2027-Q1.");
      const { data, error } = await send({ input: { text: found.problem, existing } });
      const answer = data?.problemImport;
      if (answer?.__typename === "ProblemImported") {
        go(`#/board?plan=${answer.scenario.id}&rules=${answer.constraintSet?.id ?? "none"}`);
        onDone();
      } else setWrong(answer?.errors.map(({ message }) => message) ?? [error?.message ?? "The server did not answer."]);
    });

  return (
    <Window title="Bring a file" wide onClose={onClose}>
      <p className="muted">A backlog as CSV, .xlsx or .ods, also as Jira, Productboard, Aha! or airfocus export it; a workbook; or a problem file. Nothing is stored before you take it over. To paste a table or to see the sample, <a href="#/welcome" onClick={onClose}>begin anew</a>.</p>
      <div className="row">
        <Action {...(preview ? {} : { kind: "primary" as const })} disabled={busy} onPress={() => chooser.current?.click()}>
          {file ? "Another file…" : "Choose a file…"}
        </Action>
        <span className="muted grow" role="status">
          {busy ? "One moment…" : preview && file && `${file.name}: ${count(preview.rows, "initiative")}${preview.shape ? `, as ${preview.shape} exports it` : ""}`}
        </span>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="File"
          accept=".csv,.tsv,.txt,.xlsx,.ods,.json"
          onChange={({ target }) => {
            if (target.files?.[0]) choose(target.files[0]);
            target.value = "";
          }}
        />
      </div>
      {preview && file && (
        <>
          {preview.questions.map((question) => (
            <Asked key={`${question.about} ${question.column}`} question={question} said={said} preview={preview} onSaid={(next) => void look(file, next)} />
          ))}
          <Faults of={preview.faults} />
          {preview.columns.length > 0 && <Columns preview={preview} onField={(header, field) => void look(file, withField(said, header, field))} />}
          <Notes of={preview.notes} />
        </>
      )}
      {wrong.map((each) => (
        <p className="error" key={each}>
          {each}
        </p>
      ))}
      {preview?.ready && file && (
        <>
          <div className="import-terms">
            {preview.kind === "table" && (
              <>
                <Field label="Name of the plan" value={terms.name} onChange={(name) => setTerms({ ...terms, name })} />
                <Field label="Period, such as 2027-Q1" value={terms.period} onChange={(period) => setTerms({ ...terms, period })} />
                <Field label="Capacity in tokens" value={terms.capacity} onChange={(capacity) => setTerms({ ...terms, capacity })} />
              </>
            )}
            <Choice
              label="Initiatives that are stored already"
              value={existing}
              options={[
                { value: "KEEP", text: "stay as they are" },
                { value: "CHANGE", text: "become as in the file" },
              ]}
              onChange={setExisting}
            />
          </div>
          <div className="row end">
            <Action onPress={onClose}>Cancel</Action>
            <Action kind="primary" disabled={busy || (preview.kind === "table" && !terms.period.trim())} onPress={() => void take(file)}>
              {`Take over ${count(preview.rows, "initiative")}`}
            </Action>
          </div>
        </>
      )}
    </Window>
  );
}

function Asked({ question, said, preview, onSaid }: { question: Question; said: Said; preview: Preview; onSaid: (said: Said) => void }) {
  const { about, column, message, choices } = question;
  const many = about === "key" || about === "value" || about === "tokens";
  return (
    <div className="asked panel">
      <p>
        {column && <strong>{`${column}: `}</strong>}
        {message}
      </p>
      <div className="row">
        {many && (
          <Choice
            label={`Column for: ${about}`}
            value=""
            options={[{ value: "", text: "—" }, ...choices.map(({ answer }) => ({ value: answer, text: answer }))]}
            onChange={(answer) => answer && onSaid(withAnswer(said, question, answer, preview))}
          />
        )}
        {about === "key" && <Action onPress={() => onSaid({ ...said, keys: "I-" })}>Make keys I-1, I-2 …</Action>}
        {(about === "numbers" || about === "dates") &&
          choices.map(({ answer, means }) => (
            <Action key={answer} onPress={() => onSaid(withAnswer(said, question, answer, preview))}>
              {means}
            </Action>
          ))}
        {about === "units" &&
          choices.map(({ answer, means }) => (
            <label className="field" key={answer}>
              <span className="label">{`One ${answer} counts (${means})`}</span>
              <input className="input" defaultValue={said.units[answer] ?? ""} onBlur={({ target }) => target.value.trim() && onSaid({ ...said, units: { ...said.units, [answer]: target.value.trim() } })} />
            </label>
          ))}
      </div>
    </div>
  );
}

function Faults({ of }: { of: Preview["faults"] }) {
  if (!of.length) return null;
  return (
    <Notice bad>
      <p>{`${count(of.length, "cell")} cannot be used; mend the file and choose it again.`}</p>
      <ul>
        {of.slice(0, MOST_FAULTS).map(({ place, message }) => (
          <li key={`${place} ${message}`}>{place ? `${place}: ${message}` : message}</li>
        ))}
        {of.length > MOST_FAULTS && <li>{`… and ${of.length - MOST_FAULTS} more`}</li>}
      </ul>
    </Notice>
  );
}

function Columns({ preview, onField }: { preview: Preview; onField: (header: string, field: string) => void }) {
  return (
    <Table
      low
      className="import-columns"
      within
      label="Columns of the file"
      columns={[{ head: "Column" }, { head: "is", wide: true }, { head: "How it is read", wide: true }, { head: "Cells", num: true }]}
      rows={preview.columns
        .filter((each) => each.filled > 0)
        .map((each) => {
          const sample = each.samples.find(({ written, read }) => written !== read) ?? each.samples[0];
          const how = [each.why, each.how, sample && (sample.written === sample.read ? `such as ${sample.read}` : `${sample.written} is ${sample.read}`)];
          return {
            key: each.column,
            cells: [
              <span key="name" className="key">
                {each.header || each.column}
              </span>,
              each.header && (
                <Choice key="is" bare label={`${each.header} is`} value={each.field ?? "ignore"} options={optionsOf(each.header, each.field)} onChange={(field) => onField(each.header, field)} />
              ),
              how.filter(Boolean).join("; "),
              each.refused ? `${each.filled}, ${each.refused} refused` : each.filled,
            ],
          };
        })}
    />
  );
}

function optionsOf(header: string, field: string | null) {
  const own = [
    { value: `kpi:${header}`, text: `KPI ${header}` },
    { value: `team:${header}`, text: `Tokens of team ${header}` },
  ];
  const known = [...FIELDS.map(([value, text]): { value: string; text: string } => ({ value, text })), ...own];
  return field === null || known.some(({ value }) => value === field) ? known : [...known, { value: field, text: field }];
}

function Field({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input className="input" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
