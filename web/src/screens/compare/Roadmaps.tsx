/** Many roadmaps of one plan, by capacity and by objective, or those of a batch: differences first. */
import { useState } from "react";
import { useQuery } from "urql";

import { setQuery, useRoutePart } from "../../app/route";
import { BatchComparisonDocument, ComparedBatchesDocument, RoadmapsFollowDocument, RoadmapsStartDocument, type RoadmapsStartInput } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AboutStored, AskForm } from "../../plan/analyses/Asking";
import { hundredths, isDecimal } from "../../shared/decimal";
import { Choice, Notes } from "../../shared/parts";
import { Matrix } from "./Matrix";

const MODES = [
  { mode: "NORTH_STAR", text: "North star" },
  { mode: "WEIGHTED_KPIS", text: "Weighted KPIs" },
  { mode: "LEXICOGRAPHIC", text: "Goals first" },
] as const;
type Mode = NonNullable<RoadmapsStartInput["modes"]>[number];

export function Roadmaps() {
  const [shares, setShares] = useState("80, 90, 100, 110, 120");
  const [modes, setModes] = useState<readonly Mode[]>([]);
  const batch = useRoutePart(({ query }) => query.get("batch")) ?? "";
  const found = useAnalysis(RoadmapsStartDocument, RoadmapsFollowDocument, "RoadmapsResult");
  const [{ data: batches }] = useQuery({ query: ComparedBatchesDocument });
  const [{ data: stored }] = useQuery({ query: BatchComparisonDocument, variables: { id: batch }, pause: !batch });
  const parts = shares.split(/[\s,;%]+/).filter(Boolean);
  const wrong = parts.some((each) => !isDecimal(each) || each.startsWith("-"));
  const result = batch ? stored?.batch?.comparison : found.result;
  const options = [{ value: "", text: "Made now" }, ...(batches?.batches.nodes ?? []).map(({ id, name, total }) => ({ value: id, text: `${name || "Batch"}, ${total} roadmaps` }))];
  const source = options.length > 1 && <Choice label="Roadmaps" value={batch} options={options} onChange={(id) => setQuery({ batch: id || null })} />;
  return (
    <>
      <AboutStored />
      {batch ? (
        <div className="form-row">{source}</div>
      ) : (
        <AskForm
          of={found}
          input={wrong || (!parts.length && !modes.length) ? null : { capacities: parts.map((each) => ({ share: hundredths(each) })), modes: [...modes] }}
          says="Compare roadmaps"
          hint="One roadmap for every capacity and every objective: what is in all of them, what only in some, and what each loses where another comes true."
        >
          {source}
          <label className="field">
            <span className="label">Total capacity, % of today</span>
            <input className="input" aria-invalid={wrong} value={shares} onChange={(event) => setShares(event.target.value)} />
          </label>
          <fieldset className="field modes">
            <legend className="label">Objective, other than the plan’s own</legend>
            {MODES.map(({ mode, text }) => (
              <label key={mode} className="check">
                <input type="checkbox" checked={modes.includes(mode)} onChange={(event) => setModes(event.target.checked ? [...modes, mode] : modes.filter((each) => each !== mode))} />
                {text}
              </label>
            ))}
          </fieldset>
        </AskForm>
      )}
      {result && <Matrix of={result} />}
      {result && <Notes of={result.regret.notes} />}
    </>
  );
}
