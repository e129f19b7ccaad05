/** What a move would break and cost, before it is made. */
import type { Placed } from "../../plan/differences";
import type { Trial } from "../../plan/trying";
import { usePlan } from "../../plan/plan";
import { compare, subtract } from "../../shared/decimal";
import { number } from "../../shared/format";
import { GradeBadge, stageName } from "../../shared/proof";
import { ruleWords } from "../../shared/rules";

const SHOWN = 4;

function keys(of: readonly Placed[]): string {
  const more = of.length > SHOWN ? ` and ${of.length - SHOWN} more` : "";
  return of.slice(0, SHOWN).map((each) => each.initiativeKey).join(", ") + more;
}

/** moved: the initiative itself, which is no consequence. */
export function Preview({ of, moved }: { of: Trial; moved: string }) {
  const { live } = usePlan();
  const { answer, changes, refused } = of;
  if (refused !== null) return <p className="preview">{refused}</p>;
  if (answer?.status === "INFEASIBLE") {
    return (
      <p className="preview">
        <GradeBadge grade="impossible" /> {answer.conflict ? `It breaks ${answer.conflict.rules.filter((rule) => !rule.startsWith(`pin:${moved}`)).map((rule) => `“${ruleWords(rule)}”`).join(", ")}.` : "Looking for the rules that it breaks…"}
      </p>
    );
  }
  if (!answer?.value) return <p className="preview muted">What it would cause is being answered…</p>;
  const others = changes.moved.filter(({ to }) => to.initiativeKey !== moved).map(({ to }) => to);
  const parts = [
    changes.entered.length > 0 && `+\u00a0${keys(changes.entered)}`,
    changes.left.length > 0 && `−\u00a0${keys(changes.left)}`,
    others.length > 0 && `→\u00a0${keys(others)}`,
  ].filter(Boolean);
  return (
    <p className="preview">
      <GradeBadge grade={answer.value.proven ? "proven" : "between"}>{answer.value.proven ? undefined : "So far"}</GradeBadge>{" "}
      {cost(answer.value, live.answer?.value ?? null)} {parts.length ? `${parts.join("; ")}.` : "Nothing else changes."}
    </p>
  );
}

type Figure = NonNullable<NonNullable<Trial["answer"]>["value"]>;

function cost(now: Figure, before: Figure | null): string {
  if (!before) return `It leaves ${number(now.value)} ${stageName(now.name)}.`;
  const gain = now.moreIsBetter ? subtract(now.value, before.value) : subtract(before.value, now.value);
  if (compare(gain, "0") === 0) return "It costs nothing.";
  return compare(gain, "0") > 0 ? `It gains ${number(gain)} ${stageName(now.name)}.` : `It costs ${number(gain.replace("-", ""))} ${stageName(now.name)}.`;
}
