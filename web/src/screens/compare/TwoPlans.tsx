/** Two plans side by side: as it is stored, the draft, the baseline, or any that was kept. */
import { useEffect, useState } from "react";
import { useClient, useMutation, useQuery } from "urql";

import { setQuery, useRoute } from "../../app/route";
import { PortfoliosDocument, SetBaselineDocument, type PortfoliosQuery } from "../../graphql/generated";
import { usePlan } from "../../plan/plan";
import { moment } from "../../shared/format";
import { Action, Choice, Notice } from "../../shared/parts";
import { Differing } from "./Differing";
import { DRAFT, keptSide, sideOfAnswer, STORED, type Side } from "./sides";

type Kept = PortfoliosQuery["portfolios"]["nodes"][number];

export function TwoPlans() {
  const { query } = useRoute();
  const { scenario, draft } = usePlan();
  const [{ data, error }, again] = useQuery({ query: PortfoliosDocument, requestPolicy: "cache-and-network" });
  const [, setBaseline] = useMutation(SetBaselineDocument);
  const [refused, setRefused] = useState<string | null>(null);
  if (error) return <Notice bad>{error.message}</Notice>;
  if (!data) return <p className="muted">Loading…</p>;
  const kept = data.portfolios.nodes;
  const options = [
    { value: STORED, text: `As it is stored: ${scenario.name}` },
    ...(draft.length ? [{ value: DRAFT, text: "The draft" }] : []),
    ...kept.map((each) => ({ value: each.id, text: `${each.isBaseline ? "Baseline: " : ""}${called(each)}, ${moment(each.createdAt)}` })),
  ];
  const [first, second] = sidesFor(draft.length > 0, kept);
  const pick = (name: string, otherwise: string) => options.find(({ value }) => value === query.get(name))?.value ?? otherwise;
  const [a, b] = [pick("a", first), pick("b", second)];
  const known = kept.find(({ id }) => id === b);
  const makeBaseline = async () => {
    const { data: set, error: failed } = await setBaseline({ input: { id: b } });
    const answer = set?.portfolioSetBaseline;
    setRefused(answer?.__typename === "MutationFailed" ? answer.errors.map((each) => each.message).join(" ") : (failed?.message ?? null));
    again({ requestPolicy: "network-only" });
  };
  return (
    <>
      <div className="form-row">
        <Choice label="From" value={a} options={options} onChange={(id) => setQuery({ a: id, b })} />
        <Choice label="To" value={b} options={options} onChange={(id) => setQuery({ a, b: id })} />
        <Action icon="trade" onPress={() => setQuery({ a: b, b: a })}>
          Swap
        </Action>
        {known && !known.isBaseline && (
          <Action kind="quiet" onPress={() => void makeBaseline()}>
            Make the second the baseline
          </Action>
        )}
      </div>
      {refused !== null && <Notice bad>{refused}</Notice>}
      {a === b ? (
        <p className="muted">Both are the same plan: choose another one, or change something on the Board and compare the draft.</p>
      ) : (
        <Pair a={a} b={b} />
      )}
    </>
  );
}

/** What is compared unless the address says: the draft with the plan, else what was kept last with the baseline or what was kept before. */
function sidesFor(hasDraft: boolean, kept: readonly Kept[]): readonly [string, string] {
  if (hasDraft) return [STORED, DRAFT];
  const newest = kept.find(({ isBaseline }) => !isBaseline)?.id ?? STORED;
  const before = kept.find(({ isBaseline }) => isBaseline) ?? kept[1] ?? kept[0];
  if (!before) return [STORED, STORED];
  return before.id === newest ? [before.id, STORED] : [before.id, newest];
}

/** Portfolios that nobody has named are called after their run, which says nothing to people. */
function called({ name, scenario }: Kept): string {
  if (!scenario || name === scenario.name) return name;
  return /^Run [\da-f-]{36}$/.test(name) ? scenario.name : `${name}, ${scenario.name}`;
}

function Pair({ a, b }: { a: string; b: string }) {
  const [before, after] = [useSide(a), useSide(b)];
  const told = before.told ?? after.told;
  if (told !== null) return <p className="muted">{told}</p>;
  if (!before.side || !after.side) return <p className="muted">Loading…</p>;
  return <Differing before={before.side} after={after.side} id={b} />;
}

interface Known {
  readonly side: Side | null;
  /** Why there is none; null while it comes, or is there. */
  readonly told: string | null;
}

const COMING: Known = { side: null, told: null };

function useSide(id: string): Known {
  const client = useClient();
  const { live } = usePlan();
  const [kept, set] = useState<Known & { readonly of: string }>({ ...COMING, of: "" });
  const isLive = id === STORED || id === DRAFT;
  useEffect(() => {
    if (isLive) return;
    let wanted = true;
    keptSide(client, id).then(
      (side) => wanted && set({ of: id, side, told: null }),
      (error: unknown) => wanted && set({ of: id, side: null, told: error instanceof Error ? error.message : "It failed." }),
    );
    return () => {
      wanted = false;
    };
  }, [client, id, isLive]);
  if (!isLive) return kept.of === id ? kept : COMING;
  if (id === STORED) return { side: sideOfAnswer(live.opened), told: null };
  const impossible = live.answer?.status === "INFEASIBLE";
  return { side: sideOfAnswer(live.answer), told: impossible ? "No portfolio keeps every rule of the draft: the Board says which collide." : live.refused };
}
