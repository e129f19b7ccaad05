/** What one more token of each capacity is worth, and where the next step lies. */
import { go, hrefOf } from "../../app/route";
import { CapacityValuesFollowDocument, CapacityValuesStartDocument } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AskForm } from "../../plan/analyses/Asking";
import { withEdit } from "../../plan/draft/draft";
import { Keys } from "../../plan/Named";
import { usePlan } from "../../plan/plan";
import { number } from "../../shared/format";
import { Action, Csv, Notes } from "../../shared/parts";
import { GradeBadge, range, RangeBadge } from "../../shared/proof";
import { placeOf, ruleWords } from "../../shared/rules";
import { Table } from "../../shared/Table";

export function Capacities() {
  const { draft, attempt } = usePlan();
  const found = useAnalysis(CapacityValuesStartDocument, CapacityValuesFollowDocument, "CapacityValuesResult");
  const { result } = found;
  const use = (name: string, value: string) => {
    attempt(withEdit(draft, { place: placeOf(name), value }));
    go(hrefOf("board"));
  };
  return (
    <>
      <AskForm of={found} input={{}} says="Value the capacities" hint="Which team or market is worth another token, and how many it takes until something changes." />
      {result && (
        <>
          <div className="row">
            <GradeBadge grade={result.complete ? "proven" : "between"}>{result.complete ? "Every value proven" : "Not every value is proven"}</GradeBadge>
            <span className="grow" />
            <Csv
              name="capacities"
              rows={() => [
                ["capacity", "limit", "used", `${result.step} more gains at least`, "at most", "next limit", "gains at least", "at most", "enters", "leaves"],
                ...result.capacities.map((each) => [
                  each.name,
                  each.limit,
                  each.used ?? "",
                  each.oneMore.atLeast ?? "",
                  each.oneMore.atMost ?? "",
                  each.nextLimit.value ?? "",
                  each.nextGain?.atLeast ?? "",
                  each.nextGain?.atMost ?? "",
                  each.nextGain?.entered.join(" ") ?? "",
                  each.nextGain?.dropped.join(" ") ?? "",
                ]),
              ]}
            />
          </div>
          <Table
            columns={[{ head: "Capacity" }, { head: "Used", num: true }, { head: `${number(result.step)} more gains` }, { head: "Next limit that helps", short: "Next limit" }, { head: "It gains", wide: true }, { head: "Try it", num: true, quiet: true }]}
            rows={result.capacities.map((each) => {
              const [one, next] = [range(each.oneMore.atLeast, each.oneMore.atMost), each.nextGain && range(each.nextGain.atLeast, each.nextGain.atMost)];
              const limit = each.nextLimit.value;
              return {
                key: each.name,
                cells: [
                  ruleWords(each.name),
                  `${each.used === null ? "—" : number(each.used)} of ${number(each.limit)}`,
                  <span key="one" className="row">
                    <RangeBadge of={one} none="Unknown" /> {one?.text}
                  </span>,
                  each.never ? "None, proven" : limit === null ? "Unknown" : `${number(limit)}${each.nextLimit.proven ? "" : ", perhaps less"}`,
                  each.nextGain && (
                    <span key="next" className="row">
                      {next && (
                        <span className="row">
                          <RangeBadge of={next} none="Unknown" /> {next.text}
                        </span>
                      )}
                      <Keys sign="+" of={each.nextGain.entered} />
                      <Keys sign="−" of={each.nextGain.dropped} />
                    </span>
                  ),
                  limit !== null && placeOf(each.name) === each.name && (
                    <Action key="try" small label={`Try it: ${number(limit)}, ${ruleWords(each.name)}`} onPress={() => use(each.name, limit)}>
                      Try it
                    </Action>
                  ),
                ],
              };
            })}
            empty="This plan has no capacity."
          />
          <Notes of={result.notes} />
        </>
      )}
    </>
  );
}
