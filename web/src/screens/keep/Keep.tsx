/** Keep: what would be stored, under which name; nothing is stored before this. */
import { useState } from "react";
import { useClient } from "urql";

import { go } from "../../app/route";
import { commandLine, editText } from "../../plan/draft";
import { usePlan, usePlans } from "../../plan/plan";
import { ruleWords } from "../../shared/rules";
import { Action, Notice, Window } from "../../shared/parts";
import { keep, ownerOf } from "./storing";

export function Keep({ onClose }: { onClose: () => void }) {
  const { scenario, rules, draft } = usePlan();
  const client = useClient();
  const plans = usePlans();
  const [name, setName] = useState(`${scenario.name}, ${new Date().toISOString().slice(0, 10)}`);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const lost = draft.filter((edit) => ownerOf(edit) === "initiatives" || (ownerOf(edit) === "rules" && rules === null));
  const store = async () => {
    setBusy(true);
    try {
      const kept = await keep(client, { scenarioId: scenario.id, rulesId: rules?.id ?? null }, draft, name);
      plans.reload({ requestPolicy: "network-only" });
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
      {lost.length > 0 && <Notice>{`Not stored by this page: ${lost.map(editText).join(", ")}.`}</Notice>}
      {failed !== null && <Notice bad>{failed}</Notice>}
      <div className="row end">
        <Action onPress={onClose}>Cancel</Action>
        <Action kind="primary" disabled={busy || !name.trim() || lost.length === draft.length && draft.length > 0} onPress={() => void store()}>
          {busy ? "Storing…" : "Keep"}
        </Action>
      </div>
    </Window>
  );
}
