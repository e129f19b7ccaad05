/** The same plan by several solvers: whether they agree, and how long each took. */
import { CompareFollowDocument, CompareStartDocument, type CompareFollowSubscription } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AboutStored, AskForm } from "../../plan/analyses/Asking";
import { Keys } from "../../plan/Named";
import { constant, number, seconds } from "../../shared/format";
import { Csv, Notice } from "../../shared/parts";
import { GradeBadge, stageName } from "../../shared/proof";

type Result = Extract<NonNullable<CompareFollowSubscription["analysisProgress"]["result"]>, { __typename: "SolverComparison" }>;
type Answer = Result["answers"][number];

function AnswerGrade({ of }: { of: Answer }) {
  if (of.status === "INFEASIBLE") return <GradeBadge grade="impossible" />;
  if (of.value === null) return <GradeBadge grade="open">{constant(of.status)}</GradeBadge>;
  return <GradeBadge grade={of.proven ? "proven" : "between"} />;
}

export function Solvers() {
  const found = useAnalysis(CompareStartDocument, CompareFollowDocument, "SolverComparison");
  const { result } = found;
  return (
    <>
      <AboutStored />
      <AskForm of={found} input={{}} says="Ask every solver" hint="Every installed solver solves this plan, one after the other; each answer is checked in the same way." />
      {result && (
        <>
          {result.contradictions.map((each) => (
            <Notice bad key={each}>
              {each}
            </Notice>
          ))}
          <section className="panel table-scroll" aria-label="Answers of the solvers">
            <table className="table">
              <thead>
                <tr>
                  <th>Solver</th>
                  <th>Grade</th>
                  <th className="num">{result.stage ? stageName(result.stage) : "Value"}</th>
                  <th className="num">Bound</th>
                  <th className="num">Time</th>
                  <th className="num">Initiatives</th>
                  <th className="num">Tokens</th>
                  <th>Remarks</th>
                </tr>
              </thead>
              <tbody>
                {result.answers.map((each) => (
                  <tr key={each.solver}>
                    <td>
                      {each.solver} <span className="muted">{each.version}</span>
                    </td>
                    <td>
                      <AnswerGrade of={each} />
                    </td>
                    <td className="num">{each.value === null ? "" : number(each.value)}</td>
                    <td className="num">{each.bound === null ? "" : number(each.bound)}</td>
                    <td className="num">{seconds(each.seconds)}</td>
                    <td className="num">{each.initiatives}</td>
                    <td className="num">{number(each.tokens)}</td>
                    <td>{each.detail}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <section className="panel table-scroll" aria-label="Where two solvers differ">
            <table className="table">
              <thead>
                <tr>
                  <th>Two solvers</th>
                  <th>Value</th>
                  <th className="num">Initiatives in both</th>
                  <th>Only the first</th>
                  <th>Only the second</th>
                </tr>
              </thead>
              <tbody>
                {result.agreements.map((each) => (
                  <tr key={`${each.first} ${each.second}`}>
                    <td>
                      {each.first} and {each.second}
                    </td>
                    <td>{each.sameValue ? "The same in every stage" : "Different"}</td>
                    <td className="num">
                      {each.shared} of {each.either}
                    </td>
                    <td>
                      <Keys sign="" of={each.onlyFirst} />
                    </td>
                    <td>
                      <Keys sign="" of={each.onlySecond} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <div className="row end">
            <Csv
              name="solvers"
              rows={() => [
                ["solver", "version", "status", "proven", "value", "bound", "seconds", "initiatives", "tokens"],
                ...result.answers.map((each) => [each.solver, each.version, each.status, each.proven ? "yes" : "no", each.value ?? "", each.bound ?? "", String(each.seconds), String(each.initiatives), each.tokens]),
              ]}
            />
          </div>
        </>
      )}
    </>
  );
}
