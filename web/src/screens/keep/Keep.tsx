/** Keep: what would be stored, under which name; nothing is stored before this. */
import { useState } from "react";
import { useClient } from "urql";

import { go } from "../../app/route";
import { PlansDocument } from "../../graphql/generated";
import { commandLine, editText } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { ruleWords } from "../../shared/rules";
import { Action, Notice, Window } from "../../shared/parts";
import { keepDraft, ofInitiatives, runStored } from "./storing";

export function Keep({ onClose }: { onClose: () => void }) {
  const { scenario, rules, draft, stand } = usePlan();
  const client = useClient();
  const [name, setName] = useState(`${scenario.name}, ${new Date().toISOString().slice(0, 10)}`);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const elsewhere = ofInitiatives(draft);
  const store = async () => {
    setBusy(true);
    try {
      const newest = stand();
      if (draft.length && !newest) throw new Error("The newest change is still on its way to the server. Try again in a moment.");
      const kept = draft.length && newest ? await keepDraft(client, newest, name) : await runStored(client, { scenarioId: scenario.id, rulesId: rules?.id ?? null });
      // Before the page goes there: it shows a plan of its list only.
      await client.query(PlansDocument, {}, { requestPolicy: "network-only" }).toPromise();
      go(`#/board?plan=${kept.scenarioId}&rules=${kept.rulesId ?? "none"}`);
      onClose();
    } catch (error) {
      setFailed(error instanceof Error ? error.message : "It was not stored.");
      setBusy(false);
    }
  };
  return (
    <Window title={draft.length ? "Keep this draft" : "Store this plan"} onClose={onClose}>
      {draft.length > 0 ? (
        <>
          <p className="muted">A scenario and rules of that name are stored beside those of today, and a run of them with its portfolio.</p>
          <ul className="kept">
            {draft.map((edit) => (
              <li key={edit.place}>
                {ruleWords(edit.place)}
                {edit.value === null ? ": switched off" : edit.value && <strong> {edit.value}</strong>}
              </li>
            ))}
          </ul>
          <label className="field">
            <span className="label">Name</span>
            <input className="input" value={name} onChange={(event) => setName(event.target.value)} />
          </label>
          <details>
            <summary>The same on the command line</summary>
            <code>{commandLine(draft)}</code>
          </details>
        </>
      ) : (
        <p>Nothing is edited: the plan is run as it is stored, and its portfolio kept.</p>
      )}
      {elsewhere.length > 0 && <Notice>{`Initiatives are the same in all plans, so edit them under Data and take these out first: ${elsewhere.map(editText).join(", ")}.`}</Notice>}
      {failed !== null && <Notice bad>{failed}</Notice>}
      <div className="row end">
        <Action onPress={onClose}>Cancel</Action>
        <Action kind="primary" disabled={busy || !name.trim() || elsewhere.length > 0} onPress={() => void store()}>
          {busy ? "Storing…" : "Keep"}
        </Action>
      </div>
    </Window>
  );
}
