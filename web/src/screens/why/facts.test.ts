import { expect, test } from "vitest";

import { helpEdit, sectionsOf, type Fact } from "./facts";

const fact = (kind: Fact["kind"], sentence: string, proof: Fact["proof"] = "COMPUTED", subject = "A") => ({ kind, sentence, proof, subject });

test("what was asked comes first, the proven reasons before the others, and the verdict once only", () => {
  const facts = [fact("ANSWER", "A is out."), fact("ANSWER", "The plan is worth 7."), fact("WHY_NOT", "B excludes it."), fact("WHY_NOT", "With A, 2 would be lost.", "PROVEN"), fact("HELP", "Without B, A is in.")];
  const sections = sectionsOf({ subject: "A", verdict: "A is out.", facts });
  expect(sections.map(({ head, facts }) => [head, facts.map(({ sentence }) => sentence)])).toEqual([
    ["Why it is not in", ["With A, 2 would be lost.", "B excludes it."]],
    ["What would change that", ["Without B, A is in."]],
    ["The whole plan", ["The plan is worth 7."]],
  ]);
});

test("what would help can be tried where a draft can do without it", () => {
  expect(helpEdit(fact("HELP", "", "PROVEN", "exclusion:A:B"))).toEqual({ place: "exclusion:A:B", value: null });
  for (const subject of ["capacity:global@2026-Q1", "A", "", "window:A"]) expect(helpEdit(fact("HELP", "", "PROVEN", subject))).toBeNull();
  expect(helpEdit(fact("LIMIT", "", "PROVEN", "exclusion:A:B"))).toBeNull();
});
