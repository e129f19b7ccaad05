/** Initiatives by key and title, wherever a screen speaks of them; pressing one asks why it is in or out. */
import { useMemo } from "react";

import { setQuery } from "../app/route";
import { useCandidates } from "./candidates";
import { usePlan } from "./plan";

export function useTitles(): ReadonlyMap<string, string> {
  const { rows } = useCandidates(usePlan().scenario);
  return useMemo(() => new Map(rows.map((each) => [each.initiativeKey, each.title])), [rows]);
}

export function WhyKey({ name }: { name: string }) {
  return (
    <button type="button" className="why-link key" title={`Why is ${name} in or out?`} onClick={() => setQuery({ why: name })}>
      {name}
    </button>
  );
}

/** Who enters or leaves, as keys behind a sign. */
export function Keys({ sign, of }: { sign: "+" | "−" | ""; of: readonly string[] }) {
  if (!of.length) return null;
  const kind = { "+": "entered", "−": "left", "": "" }[sign];
  return (
    <span className={`key-list change-keys ${kind}`}>
      {sign && <span aria-hidden="true">{sign} </span>}
      {sign && <span className="sr">{sign === "+" ? "In: " : "Out: "}</span>}
      {of.join(", ")}
    </span>
  );
}
