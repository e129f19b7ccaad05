/** The regret-safe plan: of all plans, the one that loses least where another capacity comes true, at the worst of them. */
import { useState } from "react";

import { go, hrefOf } from "../../app/route";
import { RoadmapsFollowDocument, RoadmapsStartDocument } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AskForm } from "../../plan/analyses/Asking";
import { useCandidates } from "../../plan/candidates";
import { withForce, type Draft } from "../../plan/draft/draft";
import { WhyKey } from "../../plan/Named";
import { usePlan } from "../../plan/plan";
import { hundredths, isDecimal } from "../../shared/decimal";
import { constant, count, number } from "../../shared/format";
import { Action, Csv, Notes } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";
import { Table } from "../../shared/Table";

const percent = (share: string) => `${Number((Number(share) * 100).toFixed(2))} %`;

export function Safe() {
  const [shares, setShares] = useState("80, 90, 100, 110, 120");
  const { attempt, scenario, draft } = usePlan();
  const { rows } = useCandidates(scenario);
  const found = useAnalysis(RoadmapsStartDocument, RoadmapsFollowDocument, "RoadmapsResult");
  const parts = shares.split(/[\s,;%]+/).filter(Boolean);
  const wrong = !parts.length || parts.some((each) => !isDecimal(each) || each.startsWith("-"));
  const regret = found.result?.regret;
  const safe = regret?.safe;
  const planned = new Set(safe?.placements.map((each) => each.initiativeKey));
  const use = () => {
    attempt(rows.reduce<Draft>((now, { initiativeKey }) => withForce(now, initiativeKey, planned.has(initiativeKey) ? "in" : "out"), draft));
    go(hrefOf("board"));
  };
  return (
    <>
      <AskForm
        of={found}
        input={wrong ? null : { capacities: parts.map((each) => ({ share: hundredths(each) })) }}
        says="Find the safe plan"
        hint="Nobody knows today how many tokens there will be. The safe plan fits all of these, and falls behind the best plan of each by as little as can be at the worst."
      >
        <label className="field">
          <span className="label">Total capacity that may come true, % of today</span>
          <input className="input" aria-invalid={wrong} value={shares} onChange={(event) => setShares(event.target.value)} />
        </label>
      </AskForm>
      {regret && !safe && <p>No plan keeps the rules of all of them.</p>}
      {regret && safe && (
        <>
          <div className="row" data-testid="safe">
            {safe.stages.map(({ order, maxRegret }) => (
              <span key={order} className="row">
                <GradeBadge grade={maxRegret.proven ? "proven" : "between"} />
                {maxRegret.value !== null && `At the worst it loses ${percent(maxRegret.value)} of what would be best.`}
              </span>
            ))}
            <span>{count(safe.placements.length, "initiative")}, {number(safe.tokens)} tokens.</span>
            <span className="grow" />
            <Action disabled={!rows.length || !safe.placements.length} onPress={use}>
              Try it on the Board
            </Action>
            <Csv name="safe" rows={() => [["key", "title", "period", "size", "tokens"], ...safe.placements.map((each) => [each.initiativeKey, each.title, each.period, constant(each.scope), each.tokens])]} />
          </div>
          <div className="price-tables">
            <Table
              fits
              label="Largest regret"
              columns={[{ head: "Plan for" }, { head: "Loses at the worst", num: true }, { head: "Where this comes true" }]}
              rows={regret.worst.map((each) => ({ key: each.portfolio, cells: [each.portfolio, each.regret === null ? "" : percent(each.regret), `${each.scenario ?? ""}${each.allowed ? "" : ", and breaks its rules"}`] }))}
            />
            <Table
              fits
              label="The safe plan"
              columns={[{ head: "Initiative" }, { head: "Period" }, { head: "Tokens", num: true }]}
              rows={safe.placements.map((each) => ({
                key: each.initiativeKey,
                cells: [
                  <span key="key">
                    <WhyKey name={each.initiativeKey} /> <span className="muted">{each.title}</span>
                  </span>,
                  each.period,
                  number(each.tokens),
                ],
              }))}
            />
          </div>
          <Notes of={[safe.detail, ...regret.notes].filter(Boolean)} />
        </>
      )}
    </>
  );
}
