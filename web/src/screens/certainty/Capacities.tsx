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
          <div className="panel table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th>Capacity</th>
                  <th className="num">Used</th>
                  <th>{number(result.step)} more gains</th>
                  <th>Next limit that helps</th>
                  <th>It gains</th>
                  <th>
                    <span className="sr">Try it</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {result.capacities.map((each) => {
                  const [one, next] = [range(each.oneMore.atLeast, each.oneMore.atMost), each.nextGain && range(each.nextGain.atLeast, each.nextGain.atMost)];
                  const limit = each.nextLimit.value;
                  return (
                    <tr key={each.name}>
                      <td>{ruleWords(each.name)}</td>
                      <td className="num">
                        {each.used === null ? "—" : number(each.used)} of {number(each.limit)}
                      </td>
                      <td>
                        <span className="row unbroken">
                          <RangeBadge of={one} none="Unknown" /> {one?.text}
                        </span>
                      </td>
                      <td>{each.never ? "None, proven" : limit === null ? "Unknown" : `${number(limit)}${each.nextLimit.proven ? "" : ", perhaps less"}`}</td>
                      <td>
                        {next && (
                          <span className="row">
                            <RangeBadge of={next} none="Unknown" /> {next.text}
                          </span>
                        )}
                        {each.nextGain && (
                          <span className="row">
                            <Keys sign="+" of={each.nextGain.entered} />
                            <Keys sign="−" of={each.nextGain.dropped} />
                          </span>
                        )}
                      </td>
                      <td className="num">
                        {limit !== null && placeOf(each.name) === each.name && (
                          <Action small label={`Try it: ${number(limit)}, ${ruleWords(each.name)}`} onPress={() => use(each.name, limit)}>
                            Try it
                          </Action>
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
            {!result.capacities.length && <p className="empty">This plan has no capacity.</p>}
          </div>
          <Notes of={result.notes} />
        </>
      )}
    </>
  );
}
