/** What a change of mind about each initiative costs, and what a further token of each capacity is worth, once they are asked for. */
import { useCallback, useMemo } from "react";

import { CapacityValuesFollowDocument, CapacityValuesStartDocument, PricesFollowDocument, PricesStartDocument, type PricesFollowSubscription } from "../../graphql/generated";
import { useAnalysis, type Known } from "../../plan/analyses/analysis";
import { compare } from "../../shared/decimal";
import { number } from "../../shared/format";
import { range, type Grade, type Range } from "../../shared/proof";
import { placeOf } from "../../shared/rules";

type Priced = Extract<NonNullable<PricesFollowSubscription["analysisProgress"]["result"]>, { __typename: "PricesResult" }>["prices"][number];

export interface Price {
  readonly grade: Grade;
  /** In few signs, for a column. */
  readonly short: string;
  /** In words, for those who listen or point at it. */
  readonly words: string;
  /** What it costs at least; what rows are sorted by. Null where it cannot be at all. */
  readonly least: string | null;
}

/** Initiatives of which the cheapest are priced exactly; all others get bounds. */
const EXACT = 10;

export function priceOf({ kind, state, lostAtLeast, lostAtMost }: Pick<Priced, "kind" | "state" | "lostAtLeast" | "lostAtMost">): Price | null {
  const what = kind === "FORCING" ? "Taking it in" : "Leaving it out";
  if (state === "IMPOSSIBLE") return { grade: "impossible", short: "none", words: `${what} leaves no portfolio`, least: null };
  const cost = range(lostAtLeast, lostAtMost);
  if (!cost) return null;
  const least = lostAtLeast ?? "0";
  const short = cost.proven ? number(least) : lostAtMost === null ? `≥ ${number(least)}` : lostAtLeast === null || compare(least, "0") === 0 ? `≤ ${number(lostAtMost)}` : `${number(least)} – ${number(lostAtMost)}`;
  return { grade: cost.proven ? "proven" : "between", short, words: `${what} costs ${cost.text}${cost.proven ? ", proven" : ""}`, least };
}

export interface Prices {
  readonly of: ReadonlyMap<string, Price>;
  /** What one more token gains, and how many that is, by the place of the capacity. */
  readonly tokens: ReadonlyMap<string, { readonly step: string; readonly gain: Range | null }>;
  readonly asked: boolean;
  /** Both as one, for who waits. */
  readonly known: Known<unknown>;
  readonly ask: () => void;
  readonly cancel: () => void;
}

export function usePrices(): Prices {
  const prices = useAnalysis(PricesStartDocument, PricesFollowDocument, "PricesResult");
  const values = useAnalysis(CapacityValuesStartDocument, CapacityValuesFollowDocument, "CapacityValuesResult");
  const of = useMemo(() => new Map(prices.result?.prices.flatMap((each) => (priceOf(each) ? [[each.initiativeKey, priceOf(each)] as [string, Price]] : []))), [prices.result]);
  const tokens = useMemo(() => {
    const { step = "1", capacities = [] } = values.result ?? {};
    // Of several periods the first is shown: a capacity of a team is one limit of all of them.
    return new Map(capacities.toReversed().map(({ name, oneMore }) => [placeOf(name), { step, gain: range(oneMore.atLeast, oneMore.atMost) }]));
  }, [values.result]);
  const known = [prices, values].find(({ state }) => state === "failed") ?? [prices, values].find(({ state }) => state !== "done") ?? prices;
  const asked = prices.state !== "none";
  const [askPrices, askValues, cancelPrices, cancelValues] = [prices.ask, values.ask, prices.cancel, values.cancel];
  const ask = useCallback(() => {
    askPrices({ exact: EXACT });
    askValues({});
  }, [askPrices, askValues]);
  const cancel = useCallback(() => {
    cancelPrices();
    cancelValues();
  }, [cancelPrices, cancelValues]);
  return { of, tokens, asked, known, ask, cancel };
}
