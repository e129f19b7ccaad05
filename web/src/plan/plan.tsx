/** The plan that the page is about: a scenario with its rules, what is tried on it, and what is known of that. */
import { createContext, useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useClient, useQuery } from "urql";

import { setQuery, useAsked, useRoutePart, type Asked } from "../app/route";
import { AskedPlanDocument, PlansDocument, type AskedPlanQuery, type PlansQuery } from "../graphql/generated";
import { editText, parseEdit, type Draft } from "./draft/draft";
import { dropMove } from "./moving";
import { LiveSession, START, type Answer, type LiveState, type Stand } from "./session";

type Scenario = PlansQuery["scenarios"]["nodes"][number];
type Rules = PlansQuery["constraintSets"]["nodes"][number];

export interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly ruleSets: readonly Rules[];
  readonly scenario: Scenario;
  readonly rules: Rules | null;
  readonly draft: Draft;
  readonly live: LiveState;
  /** The newest draft as the server knows it; null while it does not yet. */
  readonly stand: () => Stand | null;
  /** What was shown before the newest change: what entered and left is told against it. */
  readonly before: Answer | null;
  /** The draft before that change. */
  readonly draftBefore: Draft;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /**
   * Try a change of the newest draft. What follows within one gesture, such as a drag, is one step to undo.
   *
   * This and those below are the same functions always, so that what is drawn with them need not be drawn again.
   */
  readonly change: (change: (draft: Draft) => Draft, gesture?: string) => void;
  readonly attempt: (next: Draft, gesture?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

const PlanContext = createContext<Plan | null>(null);

export function usePlan(): Plan {
  const plan = useContext(PlanContext);
  if (!plan) throw new Error("a plan is shown inside a PlanProvider only");
  return plan;
}

/** What was drawn last, for functions that stay the same. */
export function useNewest<T>(drawn: T): { readonly current: T } {
  const newest = useRef(drawn);
  useLayoutEffect(() => {
    newest.current = drawn;
  });
  return newest;
}

/** Null while they load; an empty list says that this is a first run. Those that the address names are asked for beside the first hundred. */
export function usePlans() {
  const asked = useAsked();
  const [{ data: first, error }, reload] = useQuery({ query: PlansDocument });
  const [plan, rules] = [asked.plan ?? "", asked.rules ?? ""];
  const lacks = first !== undefined && shownOf(first, asked).missing.length > 0;
  const [{ data: more, error: unknown, fetching }] = useQuery({ query: AskedPlanDocument, variables: { plan, rules }, pause: !lacks });
  const data = useMemo(() => (first && lacks ? withAsked(first, more) : (first ?? null)), [first, lacks, more]);
  return { data: lacks && (fetching || (!more && !unknown)) ? null : data, error, reload };
}

function withAsked({ scenarios, constraintSets }: PlansQuery, asked: AskedPlanQuery | undefined): PlansQuery {
  const added = <T extends { readonly id: string }>(to: readonly T[], one: T | null | undefined) => (one && to.every(({ id }) => id !== one.id) ? [...to, one] : [...to]);
  return { scenarios: { nodes: added(scenarios.nodes, asked?.scenario) }, constraintSets: { nodes: added(constraintSets.nodes, asked?.constraintSet) } };
}

interface Step {
  readonly draft: Draft;
  readonly before: Answer | null;
  readonly gesture: string | undefined;
}

/** What an address asks for. missing: what it names that is not there, so that nothing else is shown in its place. */
export function shownOf(plans: PlansQuery, { plan, rules: asked }: Asked) {
  const [scenarios, ruleSets] = [plans.scenarios.nodes, plans.constraintSets.nodes];
  const scenario = plan === null ? scenarios[0] : scenarios.find(({ id }) => id === plan);
  const rules = asked === "none" ? null : asked === null ? (ruleSets[0] ?? null) : (ruleSets.find(({ id }) => id === asked) ?? null);
  const missing = [...(scenario ? [] : ["scenario"]), ...(asked !== null && asked !== "none" && !rules ? ["set of rules"] : [])];
  return { scenario, rules, missing };
}

export function PlanProvider({ plans, children }: { plans: PlansQuery; children: ReactNode }) {
  const asked = useAsked();
  const [scenarios, ruleSets] = [plans.scenarios.nodes, plans.constraintSets.nodes];
  const { scenario, rules } = shownOf(plans, asked);
  if (!scenario) throw new Error("there is no scenario to show");
  const draft = useDraft();
  const [live, stand] = useLive(scenario.id, rules?.id ?? null, draft);

  const [past, setPast] = useState<readonly Step[]>([]);
  const [future, setFuture] = useState<readonly Draft[]>([]);
  const newest = useNewest({ draft, settled: live.shown, past, future });
  const change = useCallback(
    (change: (draft: Draft) => Draft, gesture?: string) => {
      const { draft, settled } = newest.current;
      setPast((steps) => {
        const goesOn = gesture !== undefined && steps.at(-1)?.gesture === gesture;
        return goesOn ? steps : [...steps, { draft, before: settled, gesture }];
      });
      setFuture([]);
      show(change(draft));
    },
    [newest],
  );
  const attempt = useCallback((next: Draft, gesture?: string) => change(() => next, gesture), [change]);
  const undo = useCallback(() => {
    const { draft, past, future } = newest.current;
    const step = past.at(-1);
    if (!step) return;
    setPast(past.slice(0, -1));
    setFuture([draft, ...future]);
    show(step.draft);
  }, [newest]);
  const redo = useCallback(() => {
    const { draft, settled, past, future } = newest.current;
    const [next, ...rest] = future;
    if (!next) return;
    setPast([...past, { draft, before: settled, gesture: undefined }]);
    setFuture(rest);
    show(next);
  }, [newest]);

  const before = past.at(-1)?.before ?? live.opened;
  const draftBefore = past.at(-1)?.draft ?? NO_EDITS;
  const value = useMemo(
    () => ({ scenarios, ruleSets, scenario, rules, draft, live, stand, before, draftBefore, canUndo: past.length > 0, canRedo: future.length > 0, change, attempt, undo, redo }),
    [scenarios, ruleSets, scenario, rules, draft, live, stand, before, draftBefore, past, future, change, attempt, undo, redo],
  );
  return <PlanContext value={value}>{children}</PlanContext>;
}

function show(draft: Draft): void {
  setQuery({ edit: draft.map(editText) });
}

function useDraft(): Draft {
  const joined = useRoutePart(({ query }) => query.getAll("edit").join("\n"));
  return useMemo(() => (joined ? joined.split("\n").map(parseEdit) : []), [joined]);
}

function useLive(scenarioId: string, rulesId: string | null, draft: Draft): readonly [LiveState, () => Stand | null] {
  const client = useClient();
  const [session, setSession] = useState<LiveSession | null>(null);
  useEffect(() => {
    const opened = new LiveSession(client, scenarioId, rulesId);
    setSession(opened);
    return () => {
      dropMove();
      opened.close();
    };
  }, [client, scenarioId, rulesId]);
  useEffect(() => session?.edit(draft), [session, draft]);
  const told = useSyncExternalStore(session?.subscribe ?? never, session?.snapshot ?? nothing);
  // Until the session has heard of the newest draft, nothing that it says is about that one.
  const live = useMemo(() => (told.asked === draft ? told : { ...told, asked: draft, answer: null, refused: null, waiting: true }), [told, draft]);
  return [live, session?.stand ?? nowhere];
}

const NO_EDITS: Draft = [];
const nothing = () => START;
const nowhere = () => null;
const never = () => () => undefined;
