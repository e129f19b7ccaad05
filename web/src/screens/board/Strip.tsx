/** What the newest change was, and who entered, left and moved by it: nothing moves unseen. */
import { setQuery } from "../../app/route";
import { editsSince, namedKeys, type Draft } from "../../plan/draft/draft";
import { standing, type Differences, type Placed } from "../../plan/differences";
import { useMoving } from "../../plan/moving";
import { useTitles } from "../../plan/Named";
import { usePlan } from "../../plan/plan";
import { compare, isDecimal, subtract } from "../../shared/decimal";
import { constant, count, number, signed } from "../../shared/format";
import { Icon } from "../../shared/icons";
import { GradeBadge } from "../../shared/proof";
import { ruleWords } from "../../shared/rules";

const SHOWN = 12;
const SPELLED = 2;

const HINT = "Change a limit, or press space on an initiative: what enters and leaves appears here.";

const UNSURE = "The plan before this change was not proven yet when it was changed: part of what is told here may be owed to that.";
const SAYS_NOTHING = {
  unanswered: "Being answered…",
  "so far": "Being answered…",
  unsure: "What enters or leaves is not known: the plan before it was not proven yet.",
  known: "Nothing enters or leaves.",
};

/** hint: what to do on a screen where nothing has been changed yet. */
export function Strip({ changes, hint = HINT }: { changes: Differences; hint?: string }) {
  const { live, before, draft, draftBefore, canUndo } = usePlan();
  const { entered, left, moved } = changes;
  const moving = useMoving();
  const titles = useTitles();
  const [now, then] = [moving ? null : live.answer?.value, before?.value];
  const gain = now?.proven && then?.proven ? subtract(now.value, then.value) : null;
  const stands = standing(before, moving ? null : live.answer);
  const none = !entered.length && !left.length && !moved.length;
  const own = changeWords(draftBefore, draft);
  const keys = { titles, own: namedKeys(draft) };
  const by = (sign: "plus" | "minus" | "move", of: readonly Named[]) => <Keys sign={sign} of={of} {...keys} />;
  return (
    <div className="strip" role="status" aria-label="What the newest change causes" data-testid="strip">
      {own && (
        <span className="own-change" title="Your newest change">
          {own}
        </span>
      )}
      {stands !== "known" && !none && (
        <span title={stands === "unsure" ? UNSURE : "The best portfolio is still looked for: others may enter and leave."}>
          <GradeBadge grade="open">{stands === "unsure" ? "Unsure" : "So far"}</GradeBadge>
        </span>
      )}
      {none && <span className="muted">{!own && !canUndo ? hint : SAYS_NOTHING[stands]}</span>}
      {by("plus", entered.map(({ initiativeKey }) => ({ key: initiativeKey, to: "" })))}
      {by("minus", left.map(({ initiativeKey }) => ({ key: initiativeKey, to: "" })))}
      {by("move", moved.map(({ from, to }) => ({ key: to.initiativeKey, to: movedTo(from, to) })))}
      {gain !== null && !none && <span className={compare(gain, "0") < 0 ? "loss" : "gain"}>{signed(gain)} proven</span>}
    </div>
  );
}

/** The newest change in words; empty where there is none. */
function changeWords(before: Draft, now: Draft): string {
  const { edits, back } = editsSince(before, now);
  const told = [
    ...edits.map(({ place, value }) => `${ruleWords(place)}${value === null ? ": off" : value ? `: ${isDecimal(value) ? number(value) : value}` : ""}`),
    ...back.map((place) => `${ruleWords(place)}: as in the plan`),
  ];
  return told.length > SPELLED ? count(told.length, "edit") : told.join("; ");
}

function movedTo(from: Placed, to: Placed): string {
  const size = to.scope === "MVP" ? "MVP" : constant(to.scope ?? "");
  return [from.periodKey !== to.periodKey && to.periodKey, from.scope !== to.scope && size].filter(Boolean).join(", ");
}

interface Named {
  readonly key: string;
  /** Where it goes, of one that moves. */
  readonly to: string;
}

interface KeysProps {
  readonly sign: keyof typeof SAYS;
  readonly of: readonly Named[];
  readonly titles: ReadonlyMap<string, string>;
  /** What the draft itself asks for, and no consequence. */
  readonly own: ReadonlySet<string>;
}

const SAYS = { plus: ["entered", "In:"], minus: ["left", "Out:"], move: ["moved", "Moved:"] } as const;

function Keys({ sign, of, titles, own }: KeysProps) {
  if (!of.length) return null;
  const [kind, says] = SAYS[sign];
  const first = of.toSorted((a, b) => Number(own.has(b.key)) - Number(own.has(a.key)));
  return (
    <span className={`change ${kind}`}>
      <Icon name={sign} />
      <span className="sr">{says}</span>
      <span className="keys">
        {first.slice(0, SHOWN).map(({ key, to }) => (
          <span key={key}>
            <button type="button" className={own.has(key) ? "why-link own" : "why-link"} title={`${titles.get(key) ?? key}${own.has(key) ? ": your edit" : ""}. Why?`} onClick={() => setQuery({ why: key })}>
              {key}
            </button>
            {own.has(key) && <span className="sr"> by your edit</span>}
            {to && <span className="to"> to {to}</span>}
          </span>
        ))}
        {of.length > SHOWN && <span title={first.slice(SHOWN).map(({ key }) => key).join(", ")}>and {of.length - SHOWN} more</span>}
      </span>
    </span>
  );
}
