/** Why the portfolio, or one initiative, is what it is: a panel beside any screen, opened by the address. */
import { useEffect } from "react";

import { hrefOf, setQuery } from "../../app/route";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AboutStored, Asking } from "../../plan/analyses/Asking";
import { forceOf, withForce } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { WhyFollowDocument, WhyStartDocument, type WhyFollowSubscription } from "../../graphql/generated";
import { Action, Window } from "../../shared/parts";
import { GradeBadge, type Grade } from "../../shared/proof";

type Result = Extract<NonNullable<WhyFollowSubscription["analysisProgress"]["result"]>, { __typename: "WhyResult" }>;
type Fact = Result["facts"][number];

const HEADS: readonly [Fact["kind"], string][] = [
  ["ANSWER", "The answer"],
  ["WHY_IN", "Why it is in"],
  ["WHY_NOT", "Why it is not in"],
  ["LIMIT", "What limits it"],
  ["TARGET", "Targets"],
  ["CONFLICT", "What collides"],
  ["INPUT", "What is known of it"],
  ["HELP", "What would help most"],
];
const GRADES: Record<Fact["proof"], [Grade, string]> = {
  PROVEN: ["proven", "Proven"],
  COMPUTED: ["proven", "Computed"],
  INTERVAL: ["between", "Between"],
  OPEN: ["open", "Open"],
};

export function Why({ about }: { about: string }) {
  const { draft, attempt } = usePlan();
  const found = useAnalysis(WhyStartDocument, WhyFollowDocument, "WhyResult");
  const { ask, result } = found;
  useEffect(() => ask(about === "*" ? { most: 3 } : { initiativeKey: about }), [ask, about]);
  const close = () => setQuery({ why: null });
  const force = forceOf(draft, about);
  return (
    <Window title={about === "*" ? "Why this portfolio" : `Why ${about}`} wide onClose={close}>
      {result && (
        <p>
          <strong>{result.title}</strong>: {result.verdict}
        </p>
      )}
      <AboutStored />
      <Asking of={found} onCancel={found.cancel} />
      {result &&
        HEADS.map(([kind, head]) => {
          const facts = result.facts.filter((fact) => fact.kind === kind);
          return (
            facts.length > 0 && (
              <section key={kind} className="stack why-part">
                <h3>{head}</h3>
                <ul className="stack">
                  {facts.map((fact) => (
                    <li key={`${fact.subject} ${fact.sentence}`} className="why-fact">
                      <GradeBadge grade={GRADES[fact.proof][0]}>{GRADES[fact.proof][1]}</GradeBadge>
                      <span>
                        {fact.sentence}{" "}
                        {isKey(fact.subject) && fact.subject !== about && <a href={whyLink(fact.subject)}>Why {fact.subject}?</a>}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
      {result?.notes.map((note) => (
        <p key={note} className="muted">
          {note}
        </p>
      ))}
      <div className="row end">
        {about !== "*" && (
          <>
            <Action disabled={force === "in"} onPress={() => attempt(withForce(draft, about, "in"))}>
              Force it in
            </Action>
            <Action disabled={force === "out"} onPress={() => attempt(withForce(draft, about, "out"))}>
              Force it out
            </Action>
            <a className="button" href={hrefOf("trade", { in: about })}>
              What would it push out?
            </a>
          </>
        )}
        <Action kind="primary" onPress={close}>
          Close
        </Action>
      </div>
    </Window>
  );
}

/** A rule id has a colon; a key of an initiative has none here. */
function isKey(subject: string): boolean {
  return subject !== "" && !subject.includes(":");
}

function whyLink(key: string): string {
  return hrefOf(location.hash.replace(/^#\/?/, "").split("?")[0] || "board", { why: key });
}
