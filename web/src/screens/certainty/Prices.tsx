/** What it costs to leave an initiative out that is in, and to take one in that is out. */
import { useState } from "react";

import { hrefOf } from "../../app/route";
import { PricesFollowDocument, PricesStartDocument, type PricesFollowSubscription } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AskForm } from "../../plan/analyses/Asking";
import { useTitles, WhyKey } from "../../plan/Named";
import { number } from "../../shared/format";
import { Choice, Csv, Notes } from "../../shared/parts";
import { GradeBadge, range, RangeBadge, stageName } from "../../shared/proof";
import { Table } from "../../shared/Table";

type Result = Extract<NonNullable<PricesFollowSubscription["analysisProgress"]["result"]>, { __typename: "PricesResult" }>;
type Price = Result["prices"][number];

const EXACT = ["0", "5", "10", "20"].map((value) => ({ value, text: value === "0" ? "None, bounds only" : `The ${value} cheapest` }));
const KINDS = [
  { kind: "FORCING", title: "Outside: taking it in costs" },
  { kind: "REPLACEMENT", title: "In the plan: leaving it out costs" },
] as const;

function words(price: Price): string {
  if (price.state === "IMPOSSIBLE") return price.kind === "FORCING" ? "No plan can have it" : "No plan is without it";
  const cost = range(price.lostAtLeast, price.lostAtMost);
  return cost ? `${cost.text} ${price.stage === null ? "" : stageName(price.stage)}` : "";
}

export function Prices() {
  const [exact, setExact] = useState("5");
  const titles = useTitles();
  const found = useAnalysis(PricesStartDocument, PricesFollowDocument, "PricesResult");
  const { result } = found;
  return (
    <>
      <AskForm
        of={found}
        input={{ exact: Number(exact) }}
        says="Find the prices"
        hint="Every initiative gets the least that a change of mind about it would cost; the cheapest are computed exactly."
      >
        <Choice label="Exact prices for" value={exact} options={EXACT} onChange={setExact} />
      </AskForm>
      {result?.value?.value != null && (
        <div className="row">
          <GradeBadge grade={result.value.proven ? "proven" : "between"} />
          <span>All prices are against the best plan, {number(result.value.value)}.</span>
          <span className="grow" />
          <Csv
            name="prices"
            rows={() => [
              ["key", "title", "kind", "state", "stage", "lost at least", "lost at most", "value needed"],
              ...result.prices.map((each) => [each.initiativeKey, titles.get(each.initiativeKey) ?? "", each.kind, each.state, each.stage ?? "", each.lostAtLeast ?? "", each.lostAtMost ?? "", each.valueNeeded ?? ""]),
            ]}
          />
        </div>
      )}
      {result && (
        <div className="price-tables">
          {KINDS.map(({ kind, title }) => (
            <Table
              key={kind}
              fits
              label={title}
              columns={[{ head: "Initiative" }, { head: title }, { head: "More", num: true, quiet: true }]}
              rows={result.prices
                .filter((each) => each.kind === kind)
                .map((each) => ({
                  key: each.initiativeKey,
                  cells: [
                    <span key="key">
                      <WhyKey name={each.initiativeKey} /> <span className="muted">{titles.get(each.initiativeKey)}</span>
                    </span>,
                    <span key="price">
                      <span className="row">
                        {each.state === "IMPOSSIBLE" ? <GradeBadge grade="impossible" /> : <RangeBadge of={range(each.lostAtLeast, each.lostAtMost)} none="Open" />}
                        {words(each)}
                      </span>
                      {each.valueNeeded !== null && <span className="muted">It would have to bring {number(each.valueNeeded)} more.</span>}
                    </span>,
                    <a key="trade" href={hrefOf("trade", { [kind === "FORCING" ? "in" : "out"]: each.initiativeKey })} aria-label={`Trade ${each.initiativeKey}`}>
                      Trade
                    </a>,
                  ],
                }))}
            />
          ))}
        </div>
      )}
      {result && <Notes of={result.notes} />}
    </>
  );
}
