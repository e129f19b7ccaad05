/** Which initiatives every plan within the loss has, which some, and which none. */
import { CoreFollowDocument, CoreStartDocument, type CoreFollowSubscription } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AskForm } from "../../plan/analyses/Asking";
import { useTitles, WhyKey } from "../../plan/Named";
import { constant, count } from "../../shared/format";
import { Csv, Notes } from "../../shared/parts";
import { LossChoice, Rests, useLoss } from "./loss";

type Result = Extract<NonNullable<CoreFollowSubscription["analysisProgress"]["result"]>, { __typename: "CoreResult" }>;
type Member = Result["initiatives"][number];

const COLUMNS: readonly { presence: Member["presence"]; title: string; says: string }[] = [
  { presence: "ALWAYS", title: "Always in", says: "Every such plan has it." },
  { presence: "SOMETIMES", title: "Sometimes", says: "Some have it, some do not." },
  { presence: "NEVER", title: "Never in", says: "No such plan has it." },
  { presence: "OPEN", title: "Not decided", says: "Time ran out before." },
];

export function Core() {
  const within = useLoss();
  const titles = useTitles();
  const found = useAnalysis(CoreStartDocument, CoreFollowDocument, "CoreResult");
  const { result } = found;
  return (
    <>
      <AskForm
        of={found}
        input={{ within, relative: true }}
        says="Find what is certain"
        hint="Of all plans that keep every rule and lose no more than that: what is in all of them is certain."
      >
        <LossChoice />
      </AskForm>
      {result && (
        <>
          <Rests on={result.threshold} complete={result.complete}>
            {`${count(result.portfolios, "such plan was", "such plans were")} met on the way.`}
          </Rests>
          <div className="core-columns">
            {COLUMNS.map(({ presence, title, says }) => {
              const members = result.initiatives.filter((each) => each.presence === presence);
              return (
                (members.length > 0 || presence !== "OPEN") && (
                  <section key={presence} className="panel" aria-label={title} data-presence={presence}>
                    <header className="panel-pad">
                      <h2>
                        {title} <span className="muted">{members.length}</span>
                      </h2>
                      <p className="muted">{says}</p>
                    </header>
                    <ul className="core-list">
                      {members.map((each) => (
                        <li key={each.initiativeKey}>
                          <span className={each.inBest ? "dot full" : "dot"} title={each.inBest ? "In the best plan" : "Outside the best plan"} />
                          <span className="sr">{each.inBest ? "in the best plan" : "outside"}</span>
                          <WhyKey name={each.initiativeKey} />
                          <span className="core-title" title={titles.get(each.initiativeKey)}>
                            {titles.get(each.initiativeKey)}
                          </span>
                          {presence === "SOMETIMES" && (
                            <span className="muted num">
                              {each.seenIn} of {result.portfolios}
                            </span>
                          )}
                        </li>
                      ))}
                    </ul>
                  </section>
                )
              );
            })}
          </div>
          <div className="row end">
            <Csv
              name="certainty"
              rows={() => [
                ["key", "title", "presence", "in the best plan", "seen in"],
                ...result.initiatives.map((each) => [each.initiativeKey, titles.get(each.initiativeKey) ?? "", constant(each.presence), each.inBest ? "yes" : "no", String(each.seenIn)]),
              ]}
            />
          </div>
          <Notes of={result.notes} />
        </>
      )}
    </>
  );
}
