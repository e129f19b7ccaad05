/** A trade as one sentence, to say in a meeting or paste into a message. */
import type { DealPartsFragment } from "../../graphql/generated";
import { compare } from "../../shared/decimal";
import { range, stageName, type Range } from "../../shared/proof";

/** What it costs: a proven figure, or the interval in which it lies; null where it costs nothing. */
export function price(deal: DealPartsFragment): Range | null {
  const loss = deal.losses.find((each) => each.name === deal.lostIn) ?? deal.losses.find(({ lostAtMost }) => lostAtMost !== null && compare(lostAtMost, "0") > 0);
  if (!loss) return null;
  const lost = range(loss.lostAtLeast, loss.lostAtMost) ?? range("0", null);
  return lost && { ...lost, text: `${lost.text} ${stageName(loss.name)}` };
}

export function tradeSentence(forceIn: readonly string[], forceOut: readonly string[], deal: DealPartsFragment): string {
  const asked = [forceIn.length ? `${list(forceIn)} in` : "", forceOut.length ? `${list(forceOut)} out` : ""].filter(Boolean).join(" and ");
  const forced = new Set([...forceIn, ...forceOut]);
  const others = (keys: readonly { initiativeKey: string }[]) => keys.map((each) => each.initiativeKey).filter((key) => !forced.has(key));
  const [entered, left] = [others(deal.diff.entered), others(deal.diff.left)];
  const effects = [left.length ? `${list(left)} ${left.length === 1 ? "leaves" : "leave"}` : "", entered.length ? `${list(entered)} ${entered.length === 1 ? "enters" : "enter"}` : ""]
    .filter(Boolean)
    .join(", ");
  const cost = price(deal);
  return `With ${asked}, ${effects || "nobody else enters or leaves"}; ${cost ? `it costs ${cost.text}${cost.proven ? ", proven" : ""}` : "it costs nothing"}.`;
}

function list(keys: readonly string[]): string {
  return keys.length < 2 ? keys.join("") : `${keys.slice(0, -1).join(", ")} and ${keys.at(-1) ?? ""}`;
}
