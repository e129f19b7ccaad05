/** Why the portfolio, or one initiative, is what it is: a panel beside any screen, opened by the address. */
import { useEffect } from "react";

import { hrefOf, setQuery } from "../../app/route";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AboutStored, Asking } from "../../plan/analyses/Asking";
import { forceOf, withEdit, withForce, type Draft } from "../../plan/draft/draft";
import { usePlan } from "../../plan/plan";
import { WhyFollowDocument, WhyStartDocument } from "../../graphql/generated";
import { Action, Window } from "../../shared/parts";
import { GradeBadge, type Grade } from "../../shared/proof";
import { inWords } from "../../shared/rules";
import { helpEdit, sectionsOf, type Fact } from "./facts";

const GRADES: Record<Fact["proof"], [Grade, string]> = {
  PROVEN: ["proven", "Proven"],
  COMPUTED: ["proven", "Computed"],
  INTERVAL: ["between", "Between"],
  OPEN: ["open", "Open"],
};

export function Why({ about }: { about: string }) {
  const { draft, attempt, live } = usePlan();
  const found = useAnalysis(WhyStartDocument, WhyFollowDocument, "WhyResult");
  const { ask, result } = found;
  useEffect(() => ask(about === "*" ? { most: 3 } : { initiativeKey: about }), [ask, about]);
  const close = () => setQuery({ why: null });
  const force = forceOf(draft, about);
  const shown = live.shown ?? live.opened;
  const planned = shown?.selected.some((each) => each.initiativeKey === about) ?? false;
  const apart = shown?.absences.some((each) => each.initiativeKey === about && each.kind !== "UNSELECTABLE") ?? false;
  // What it causes is shown beneath.
  const tryIt = (next: Draft) => {
    attempt(next);
    close();
  };
  return (
    <Window title={about === "*" ? "Why this portfolio" : `Why ${about}`} wide onClose={close}>
      {result && (
        <p>
          {!result.verdict.includes(result.title) && <strong>{result.title}: </strong>}
          {inWords(result.verdict)}
        </p>
      )}
      <AboutStored />
      <Asking of={found} onCancel={found.cancel} />
      {result &&
        sectionsOf(result).map(({ kind, head, facts }) => (
          <section key={kind} className="stack why-part">
            <h3>{head}</h3>
            <ul className="stack">
              {facts.map((fact) => {
                const help = about === "*" ? null : helpEdit(fact);
                return (
                  <li key={`${fact.subject} ${fact.sentence}`} className="why-fact">
                    <GradeBadge grade={GRADES[fact.proof][0]}>{GRADES[fact.proof][1]}</GradeBadge>
                    <span>
                      {inWords(fact.sentence, fact.subject)} {isKey(fact.subject) && fact.subject !== about && <a href={whyLink(fact.subject)}>Why {fact.subject}?</a>}
                      {help && (
                        <Action small onPress={() => tryIt(withEdit(draft, help))}>
                          Try without it
                        </Action>
                      )}
                    </span>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      {result?.notes.map((note) => (
        <p key={note} className="muted">
          {inWords(note)}
        </p>
      ))}
      <div className="row end">
        {apart ? (
          <a className="button" href={hrefOf("data")}>
            Show it under Data
          </a>
        ) : (
          about !== "*" && (
            <>
              {force !== "auto" && <Action onPress={() => tryIt(withForce(draft, about, "auto"))}>Let the engine decide</Action>}
              {force !== (planned ? "out" : "in") && <Action onPress={() => tryIt(withForce(draft, about, planned ? "out" : "in"))}>{planned ? "Force it out" : "Force it in"}</Action>}
              <a className="button" href={hrefOf("trade", planned ? { out: about } : { in: about })}>
                {planned ? "Who would take its place?" : "Who would have to leave?"}
              </a>
            </>
          )
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
