/** The first run: four doors that lead to a plan on the Board. */
import { useRef, useState } from "react";
import { Button } from "react-aria-components";
import { useMutation } from "urql";

import { go } from "../../app/route";
import { ProblemImportDocument, type ExistingInitiatives } from "../../graphql/generated";
import { Brand, Icon, type IconName } from "../../shared/icons";
import { Notice } from "../../shared/parts";
import { ImportFile } from "../data/ImportFile";
import { PasteTable } from "./PasteTable";
import "./welcome.css";

export function Welcome({ canWrite, onDone }: { canWrite: boolean; onDone: () => void }) {
  const [, send] = useMutation(ProblemImportDocument);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  const [pasting, setPasting] = useState(false);
  const [bringing, setBringing] = useState(false);
  const file = useRef<HTMLInputElement>(null);

  const bring = async (what: string, text: () => Promise<string>, existing: ExistingInitiatives = "KEEP") => {
    setBusy(what);
    setFaults([]);
    try {
      const { data, error } = await send({ input: { text: await text(), existing } });
      const answer = data?.problemImport;
      if (answer?.__typename === "ProblemImported") {
        go(`#/board?plan=${answer.scenario.id}&rules=${answer.constraintSet?.id ?? "none"}`);
        onDone();
      } else if (answer) setFaults(answer.errors.map(({ field, message }) => (field ? `${field.replace("input.text.", "")}: ${message}` : message)));
      else setFaults([error?.message ?? "The server did not answer."]);
    } catch (error) {
      setFaults([error instanceof Error ? error.message : "It failed."]);
    }
    setBusy(null);
  };

  return (
    <main className="center welcome">
      <Brand />
      <h1>Start with a plan</h1>
      <p className="muted">Which initiatives are worth most within what you have? Every answer is proven, or says how far it may be off.</p>
      {!canWrite && <Notice>There is no plan here yet, and your token only reads. A planner has to bring one.</Notice>}
      <div className="doors">
        <Door icon="sample" title="Try the sample" busy={busy === "sample"} disabled={!canWrite} onPress={() => void bring("sample", sample)}>
          71 initiatives of a retailer, two quarters, solved on the next screen.
        </Door>
        <Door icon="file" title="Open a problem file" busy={busy === "file"} disabled={!canWrite} onPress={() => file.current?.click()}>
          A JSON file as <code>optengine solve</code> takes it, with its rules.
        </Door>
        <Door icon="table" title="Paste a table" disabled={!canWrite} onPress={() => setPasting(true)}>
          Rows from a spreadsheet or a CSV: key, title, tokens, value.
        </Door>
        <Door icon="upload" title="Bring a workbook" disabled={!canWrite} onPress={() => setBringing(true)}>
          A plan as .xlsx, or a backlog as CSV, .xlsx or .ods, as Jira, Productboard, Aha! and airfocus export it.
        </Door>
      </div>
      <input ref={file} type="file" accept=".json,application/json" hidden aria-label="Problem file" onChange={({ target }) => {
          const chosen = target.files?.[0];
          if (chosen) void bring("file", () => chosen.text());
        }}
      />
      {faults.length > 0 && (
        <Notice bad>
          <ul>
            {faults.slice(0, 8).map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
            {faults.length > 8 && <li>… and {faults.length - 8} more</li>}
          </ul>
        </Notice>
      )}
      {bringing && <ImportFile onClose={() => setBringing(false)} onDone={onDone} />}
      {pasting && <PasteTable onClose={() => setPasting(false)} onProblem={(problem, existing) => void bring("paste", () => Promise.resolve(problem), existing)} faults={faults} />}
    </main>
  );
}

async function sample(): Promise<string> {
  const answer = await fetch("/sample.json");
  if (!answer.ok) throw new Error("This server has no sample.");
  return answer.text();
}

interface DoorProps {
  readonly icon: IconName;
  readonly title: string;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}

function Door({ icon, title, busy = false, disabled = false, onPress, children }: DoorProps) {
  return (
    <Button className="door panel" isDisabled={disabled || busy} onPress={onPress}>
      <Icon name={icon} />
      <strong>{busy ? "One moment…" : title}</strong>
      <span>{children}</span>
    </Button>
  );
}
