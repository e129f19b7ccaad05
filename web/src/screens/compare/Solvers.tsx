/** The same plan by several solvers: whether they agree, and how long each took. */
import { CompareFollowDocument, CompareStartDocument, type CompareFollowSubscription } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AboutStored, AskForm } from "../../plan/analyses/Asking";
import { Keys } from "../../plan/Named";
import { constant, number, seconds } from "../../shared/format";
import { Csv, Notice } from "../../shared/parts";
import { GradeBadge, stageName } from "../../shared/proof";
import { Table } from "../../shared/Table";

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
          <Table
            label="Answers of the solvers"
            columns={[
              { head: "Solver" },
              { head: "Grade" },
              { head: result.stage ? stageName(result.stage) : "Value", num: true },
              { head: "Bound", num: true },
              { head: "Time", num: true },
              { head: "Initiatives", num: true },
              { head: "Tokens", num: true },
              { head: "Remarks", wide: true },
            ]}
            rows={result.answers.map((each) => ({
              key: each.solver,
              cells: [
                <span key="solver">
                  {each.solver} <span className="muted">{each.version}</span>
                </span>,
                <AnswerGrade key="grade" of={each} />,
                each.value !== null && number(each.value),
                each.bound !== null && number(each.bound),
                seconds(each.seconds),
                each.initiatives,
                number(each.tokens),
                each.detail,
              ],
            }))}
          />
          <Table
            label="Where two solvers differ"
            columns={[{ head: "Two solvers" }, { head: "Value", wide: true }, { head: "Initiatives in both", wide: true }, { head: "Only the first", wide: true }, { head: "Only the second", wide: true }]}
            rows={result.agreements.map((each) => ({
              key: `${each.first} ${each.second}`,
              cells: [
                `${each.first} and ${each.second}`,
                each.sameValue ? "The same in every stage" : "Different",
                `${each.shared} of ${each.either}`,
                each.onlyFirst.length > 0 && <Keys key="first" sign="" of={each.onlyFirst} />,
                each.onlySecond.length > 0 && <Keys key="second" sign="" of={each.onlySecond} />,
              ],
            }))}
          />
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
