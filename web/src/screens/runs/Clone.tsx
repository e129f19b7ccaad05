/** A run started anew over the same inputs: with the settings that it had, or with other ones. */
import { useState } from "react";
import { useMutation, useQuery } from "urql";

import { RunCloneDocument, RunToCloneDocument, type Effort, type RunToCloneQuery } from "../../graphql/generated";
import { Action, Choice, Notice, Window } from "../../shared/parts";
import { inputOf } from "./command";

const EFFORTS = [
  { value: "QUICK", text: "Quick: the best within about 2 s" },
  { value: "NORMAL", text: "Normal: a proof where it comes soon" },
  { value: "PROOF", text: "Proof, however long it takes" },
] as const;

interface Props {
  readonly id: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function Clone({ id, onClose, onDone }: Props) {
  const [{ data, error }] = useQuery({ query: RunToCloneDocument, variables: { id } });
  return (
    <Window title="Start this run anew" onClose={onClose}>
      {error && <Notice bad>{error.message}</Notice>}
      {data?.run && <Settings run={data.run} solvers={data.solvers} onClose={onClose} onDone={onDone} />}
    </Window>
  );
}

interface SettingsProps extends Omit<Props, "id"> {
  readonly run: NonNullable<RunToCloneQuery["run"]>;
  readonly solvers: RunToCloneQuery["solvers"];
}

function Settings({ run, solvers, onClose, onDone }: SettingsProps) {
  const { parameters } = run;
  const [, clone] = useMutation(RunCloneDocument);
  const [solver, setSolver] = useState(run.solverName);
  const [effort, setEffort] = useState<Effort | "">(parameters.effort ?? "");
  const [time, setTime] = useState(String(parameters.timeLimit ?? 0));
  const [failed, setFailed] = useState<string | null>(null);
  const wrong = !/^\d+(\.\d+)?$/.test(time.trim());
  const start = async () => {
    const told = inputOf(parameters);
    const stops = effort === "" ? {} : { effort, gap: null, deterministicLimit: null };
    const { data, error } = await clone({ input: { id: run.id, solver, parameters: { ...told, ...stops, timeLimit: Number(time) || null } } });
    if (data?.runClone.__typename !== "RunCloned") {
      const refused = data?.runClone.__typename === "MutationFailed" ? data.runClone.errors : [];
      setFailed(refused.map(({ message }) => message).join(" ") || (error?.message ?? "It failed."));
      return;
    }
    onDone();
    onClose();
  };
  const names = [...new Set(["auto", run.solverName, ...solvers.filter(({ available }) => available).map(({ name }) => name)])];
  const efforts = parameters.effort === null ? [{ value: "", text: "As it was: by its gap and limits" } as const, ...EFFORTS] : EFFORTS;
  return (
    <>
      <p className="muted">It is asked the same problem as before, also where the plan has changed since.</p>
      <Choice label="Solver" value={solver} options={names.map((name) => ({ value: name, text: name }))} onChange={setSolver} />
      <Choice label="How much work it is worth" value={effort} options={efforts} onChange={setEffort} />
      <label className="field">
        <span className="label">Seconds at most, 0 for any number</span>
        <input className="input" inputMode="decimal" aria-invalid={wrong} value={time} onChange={(event) => setTime(event.target.value)} />
      </label>
      {failed !== null && <Notice bad>{failed}</Notice>}
      <div className="row end">
        <Action onPress={onClose}>Cancel</Action>
        <Action kind="primary" disabled={wrong} onPress={() => void start()}>
          Start
        </Action>
      </div>
    </>
  );
}
