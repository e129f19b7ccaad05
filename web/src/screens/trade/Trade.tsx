/** Trade: who has to leave when somebody has to be in, and at what price. */
import { useEffect, useMemo, useState } from "react";

import { go, hrefOf, setQuery, useRoute } from "../../app/route";
import { TradeFollowDocument, TradeStartDocument, type DealPartsFragment } from "../../graphql/generated";
import { useAnalysis } from "../../plan/analyses/analysis";
import { AboutStored, Asking } from "../../plan/analyses/Asking";
import { useCandidates } from "../../plan/candidates";
import { withForce, type Draft } from "../../plan/draft/draft";
import { WhyKey } from "../../plan/Named";
import { usePlan } from "../../plan/plan";
import { count } from "../../shared/format";
import { Icon } from "../../shared/icons";
import { Action, PageHead } from "../../shared/parts";
import { GradeBadge } from "../../shared/proof";
import { ruleWords } from "../../shared/rules";
import { price, tradeSentence } from "./sentence";
import "./trade.css";

export default function Trade() {
  const { scenario, live, draft, attempt } = usePlan();
  const { query } = useRoute();
  const { rows } = useCandidates(scenario);
  const [forceIn, forceOut] = [query.getAll("in"), query.getAll("out")];
  const asked = `${forceIn.join(" ")}|${forceOut.join(" ")}`;
  const [most, setMost] = useState("");
  const [large, setLarge] = useState(false);
  const found = useAnalysis(TradeStartDocument, TradeFollowDocument, "TradeResult");
  const { ask, result } = found;
  useEffect(() => {
    const [first = "", second = ""] = asked.split("|");
    const keys = (text: string) => text.split(" ").filter(Boolean);
    if (asked !== "|") ask({ forceIn: keys(first), forceOut: keys(second), ...(/^\d+$/.test(most) ? { maxChanges: Number(most) } : {}) });
  }, [ask, asked, most]);
  const planned = useMemo(() => new Set(live.opened?.selected.map((each) => each.initiativeKey)), [live.opened]);
  const apart = useMemo(() => new Set(live.opened?.absences.flatMap(({ kind, initiativeKey }) => (kind === "UNSELECTABLE" ? [] : [initiativeKey]))), [live.opened]);
  const titles = useMemo(() => new Map(rows.map((each) => [each.initiativeKey, each.title])), [rows]);
  const demand = (key: string) => (planned.has(key) ? setQuery({ out: [...forceOut, key] }) : setQuery({ in: [...forceIn, key] }));
  const drop = (key: string) => setQuery({ in: forceIn.filter((each) => each !== key), out: forceOut.filter((each) => each !== key) });
  const tryIt = () => {
    let next: Draft = draft;
    for (const key of forceIn) next = withForce(next, key, "in");
    for (const key of forceOut) next = withForce(next, key, "out");
    attempt(next);
    go(hrefOf("board"));
  };
  // Before the first answer nobody is known to be in or out.
  const lists = !live.opened ? [] : [
    { title: "In the plan", act: "out", members: rows.filter((row) => planned.has(row.initiativeKey)) },
    { title: "Outside", act: "in", members: rows.filter((row) => !planned.has(row.initiativeKey) && !apart.has(row.initiativeKey)) },
  ];
  return (
    <div className={large ? "page trade large" : "page trade"}>
      <PageHead title="Trade">Who has to leave when somebody has to be in, and at what price.</PageHead>
      <AboutStored />
      <div className="panel panel-pad stack" aria-live="polite" data-testid="deal">
        <div className="form-row">
          <Demands keys={forceIn} kind="Must be in" onDrop={drop} />
          <Demands keys={forceOut} kind="Must leave" onDrop={drop} />
          <label className="field trade-most">
            <span className="label">At most changes</span>
            <input className="input" inputMode="numeric" placeholder="any" value={most} onChange={(event) => setMost(event.target.value)} />
          </label>
          <span className="grow" />
          <Action small kind="quiet" onPress={() => setLarge(!large)}>
            {large ? "Ordinary type" : "Meeting mode"}
          </Action>
        </div>
        {asked === "|" && <p className="muted">Choose from either list: the engine finds the best portfolio with it, and of equal ones the one with the fewest changes.</p>}
        {asked !== "|" && <Asking of={found} onCancel={found.cancel} />}
        {result?.deal && asked !== "|" && (
          <>
            <Deal deal={result.deal} titles={titles} sentence={tradeSentence(forceIn, forceOut, result.deal)} />
            <div className="row">
              <Action kind="primary" onPress={tryIt}>
                Try it on the Board
              </Action>
            </div>
          </>
        )}
        {result && !result.deal && result.conflict && (
          <ul className="stack">
            <li>
              <GradeBadge grade="impossible" /> These rules leave no portfolio with it:
            </li>
            {result.conflict.rules.map((rule) => (
              <li key={rule}>{ruleWords(rule)}</li>
            ))}
          </ul>
        )}
        {result?.within.map((each) => (
          <p key={each.maxChanges} className="muted">
            With at most {count(each.maxChanges, "change")}: {each.deal ? (price(each.deal)?.text ?? "nothing lost") : "not possible"}
          </p>
        ))}
      </div>
      {!live.opened && <p className="empty">The lists appear with the first answer.</p>}
      <div className="trade-lists">
        {lists.map(({ title, act, members }) => (
          <section key={title} className="panel" aria-label={title}>
            <h2 className="panel-pad">
              {title} <span className="muted">{members.length}</span>
            </h2>
            <ul className="trade-list">
              {members.map((row) => (
                <li key={row.initiativeKey}>
                  <WhyKey name={row.initiativeKey} />
                  <span className="trade-title" title={row.title}>{row.title}</span>
                  <Action
                    small
                    disabled={forceIn.includes(row.initiativeKey) || forceOut.includes(row.initiativeKey)}
                    label={`${row.initiativeKey} ${act}`}
                    icon={act === "in" ? "plus" : "minus"}
                    onPress={() => demand(row.initiativeKey)}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

function Demands({ keys, kind, onDrop }: { keys: readonly string[]; kind: string; onDrop: (key: string) => void }) {
  if (!keys.length) return null;
  return (
    <div className="field">
      <span className="label">{kind}</span>
      <span className="chips">
        {keys.map((key) => (
          <span key={key} className="chip">
            {key}
            <Action kind="quiet" small icon="cross" label={`Without ${key}`} onPress={() => onDrop(key)} />
          </span>
        ))}
      </span>
    </div>
  );
}

function Deal({ deal, titles, sentence }: { deal: DealPartsFragment; titles: ReadonlyMap<string, string>; sentence: string }) {
  const [copied, setCopied] = useState(false);
  const cost = price(deal);
  const copy = async () => {
    await navigator.clipboard.writeText(sentence);
    setCopied(true);
  };
  return (
    <>
      <p className="trade-sentence">{sentence}</p>
      <div className="row">
        <GradeBadge grade={!cost || cost.proven ? "proven" : "between"} />
        <span className="muted">
          {count(deal.changes, "change")}
          {deal.fewestProven && ", the fewest possible"}
          {deal.moves > 0 && `, ${deal.moves} moved`}
        </span>
        <Action small kind="quiet" icon="link" onPress={() => void copy()}>
          {copied ? "Copied" : "Copy sentence"}
        </Action>
      </div>
      <div className="row">
        <Changed icon="plus" kind="entered" keys={deal.diff.entered} titles={titles} />
        <Changed icon="minus" kind="left" keys={deal.diff.left} titles={titles} />
        <Changed icon="move" kind="moved" keys={deal.diff.moved} titles={titles} />
      </div>
    </>
  );
}

interface ChangedProps {
  readonly icon: "plus" | "minus" | "move";
  readonly kind: string;
  readonly keys: DealPartsFragment["diff"]["moved"];
  readonly titles: ReadonlyMap<string, string>;
}

function Changed({ icon, kind, keys, titles }: ChangedProps) {
  if (!keys.length) return null;
  return (
    <span className={`change ${kind}`}>
      <Icon name={icon} />
      <span className="keys">
        {keys.map(({ initiativeKey }, index) => (
          <span key={initiativeKey} title={titles.get(initiativeKey)}>
            {index ? ", " : ""}
            {initiativeKey}
          </span>
        ))}
      </span>
    </span>
  );
}
