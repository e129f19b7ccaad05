/** Plans that are nearly as good and as different as can be. */
import { useState } from "react";

import { go, hrefOf } from "../../app/route";
import { AlternativesFollowDocument, AlternativesStartDocument } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AskForm } from "../../plan/analyses/Asking";
import { withForce } from "../../plan/draft/draft";
import { Keys } from "../../plan/Named";
import { usePlan } from "../../plan/plan";
import { compare } from "../../shared/decimal";
import { Action, Choice, Csv, Notes } from "../../shared/parts";
import { range, RangeBadge, stageName } from "../../shared/proof";
import { Table } from "../../shared/Table";
import { LossChoice, Rests, useLoss } from "./loss";

const COUNTS = ["3", "5", "8"].map((value) => ({ value, text: value }));

interface Loss {
  readonly name: string;
  readonly lostAtLeast: string | null;
  readonly lostAtMost: string | null;
}

/** What a plan loses, in the stages in which it may lose something. */
function lossText(losses: readonly Loss[]): string {
  const some = losses.filter(({ lostAtMost }) => lostAtMost === null || compare(lostAtMost, "0") !== 0);
  return some.flatMap(({ name, lostAtLeast, lostAtMost }) => range(lostAtLeast, lostAtMost)?.text.concat(" ", stageName(name)) ?? []).join(", ") || "nothing";
}

export function Alternatives() {
  const { draft, attempt } = usePlan();
  const [number, setNumber] = useState("3");
  const within = useLoss();
  const found = useAnalysis(AlternativesStartDocument, AlternativesFollowDocument, "AlternativesResult");
  const { result } = found;
  const use = (entered: readonly string[], dropped: readonly string[]) => {
    const held = entered.reduce((now, key) => withForce(now, key, "in"), draft);
    attempt(dropped.reduce((now, key) => withForce(now, key, "out"), held));
    go(hrefOf("board"));
  };
  const name = (index: number) => (index === 0 ? "The best plan" : `Alternative ${index}`);
  return (
    <>
      <AskForm
        of={found}
        input={{ within, relative: true, count: Number(number) }}
        says="Find alternatives"
        hint="Before you defend one plan: the plans that lose no more than that and differ from it the most."
      >
        <LossChoice />
        <Choice label="How many plans" value={number} options={COUNTS} onChange={setNumber} />
      </AskForm>
      {result && (
        <>
          <Rests on={result.threshold} complete={result.portfolios.every((each) => each.distance?.proven ?? true)}>
            {result.exhausted ? "There is no further one." : "Each is as far from the others as it can be."}
          </Rests>
          <Table
            columns={[{ head: "Plan" }, { head: "Differs in" }, { head: "Loses" }, { head: "Against the best plan", wide: true }, { head: "Try it", num: true, quiet: true }]}
            rows={result.portfolios.map((each, index) => ({
              key: name(index),
              cells: [
                name(index),
                each.distance?.value != null && (
                  <span key="distance" className="row">
                    <RangeBadge of={{ text: "", proven: each.distance.proven }} none="" /> {each.distance.value}
                  </span>
                ),
                index > 0 && lossText(each.losses),
                index > 0 && (
                  <span key="changes" className="row">
                    <Keys sign="+" of={each.entered} />
                    <Keys sign="−" of={each.dropped} />
                  </span>
                ),
                index > 0 && (
                  <Action key="try" small label={`Try it: alternative ${index}`} onPress={() => use(each.entered, each.dropped)}>
                    Try it
                  </Action>
                ),
              ],
            }))}
          />
          <div className="row end">
            <Csv
              name="alternatives"
              rows={() => [["plan", "differs in", "loses", "enters", "leaves"], ...result.portfolios.map((each, index) => [name(index), each.distance?.value ?? "", index === 0 ? "" : lossText(each.losses), each.entered.join(" "), each.dropped.join(" ")])]}
            />
          </div>
          <Notes of={result.notes} />
        </>
      )}
    </>
  );
}
