/** What the draft says of the rules, stored in the set itself; where somebody else has stored the same since, both are shown. */
import { useState } from "react";
import { useMutation } from "urql";

import { reload, setQuery } from "../../app/route";
import { RulesStoreDocument, type RuleSetFragment } from "../../graphql/generated";
import { editText, without, type Draft } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { Action, Notice, Window } from "../../shared/parts";
import { ruleWords } from "../../shared/rules";
import { Table } from "../../shared/Table";
import { changesOf, isStorable, storedValue } from "./entries";

const said = (value: string | null) => (value === null ? "no such rule" : value || "in force");

export function Store({ set, onClose }: { set: RuleSetFragment; onClose: () => void }) {
  const { draft } = usePlan();
  // As it was seen: what is asked for anew meanwhile is another version.
  const [opened] = useState(set);
  const [, send] = useMutation(RulesStoreDocument);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const [now, setNow] = useState<RuleSetFragment | null>(null);
  const mine = draft.filter((edit) => isStorable(opened, edit));
  const kept = draft.filter((edit) => !mine.includes(edit));
  const clashing = now ? mine.filter(({ place }) => storedValue(opened, place) !== storedValue(now, place)) : [];
  const done = (left: Draft) => {
    setQuery({ edit: left.map(editText) });
    reload();
  };
  const store = async (edits: Draft, on: RuleSetFragment) => {
    if (!edits.length) return done(kept);
    setBusy(true);
    setFailed(null);
    const { data, error } = await send({ input: { id: on.id, ifVersion: on.version, ...changesOf(on, edits) } });
    const answer = data?.constraintSetEdit;
    if (answer?.__typename === "ConstraintSetSaved") return done(kept);
    setBusy(false);
    const current = answer?.current && "version" in answer.current ? answer.current : null;
    if (current && answer?.errors.some(({ code }) => code === "CONFLICT")) setNow(current);
    else setFailed(answer ? answer.errors.map(({ message }) => message).join(" ") : (error?.message ?? "It was not stored."));
  };
  return (
    <Window title={`Store in ${opened.name}`} wide onClose={onClose}>
      {now ? (
        <Notice bad>Somebody else has stored {clashing.length ? "another value of the same rules" : "changes of these rules"} since you opened them. Nothing of yours is stored yet.</Notice>
      ) : (
        <p className="muted">Everybody who plans with these rules gets them. To try them beside the others, keep the draft on the Board instead.</p>
      )}
      <Table
        within
        columns={[{ head: "Rule" }, { head: "As you opened it", wide: true }, ...(now ? [{ head: "As it is stored now", wide: true }] : []), { head: "Yours", wide: true }]}
        rows={mine.map(({ place, value }) => ({
          key: place,
          className: clashing.some((each) => each.place === place) ? "clash" : "",
          cells: [ruleWords(place), said(storedValue(opened, place)), ...(now ? [said(storedValue(now, place))] : []), said(value)],
        }))}
      />
      {kept.length > 0 && <p className="muted">Limits of the scenario and figures of initiatives are no part of this set; they stay in your draft: {kept.map(({ place }) => ruleWords(place)).join("; ")}.</p>}
      {failed !== null && <Notice bad>{failed}</Notice>}
      <div className="row end">
        <Action onPress={onClose}>Cancel</Action>
        {now && (
          <Action disabled={busy} onPress={() => void store(without(mine, ...clashing.map(({ place }) => place)), now)}>
            {clashing.length === mine.length ? "Take theirs" : "Take theirs, store my others"}
          </Action>
        )}
        <Action kind="primary" disabled={busy} onPress={() => void store(mine, now ?? opened)}>
          {busy ? "Storing…" : now ? "Store mine in its place" : "Store"}
        </Action>
      </div>
    </Window>
  );
}
