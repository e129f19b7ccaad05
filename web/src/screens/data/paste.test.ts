import { expect, test } from "vitest";

import type { Candidate } from "../../plan/candidates";
import { guessed } from "../welcome/table_problem";
import { effectsOf } from "./paste";

const kpi = (...of: [string, string][]) => of.map(([key, value]) => ({ key, value }));
const stored = (initiativeKey: string, kpiContribution: { key: string; value: string }[]) =>
  ({ initiativeKey, version: 3, title: "Old", market: "UK", department: null, category: null, engineeringTokens: "4", kpiContribution, isOptimizationCandidate: initiativeKey !== "Z-1", candidatePeriodKey: "2027" }) as unknown as Candidate;
const PLAN = { measure: "spt", periods: ["2027", "2028"] };
const BACKLOG = [stored("A-1", kpi(["reach", "7"], ["spt", "1.50"])), stored("A-2", kpi(["spt", "2"])), stored("Z-1", [])];
const columns = guessed(["key", "title", "tokens", "value"]);

test("rows of keys that are stored change what differs and nothing else", () => {
  const [first, second] = effectsOf([["A-1", "New", "4.0", "2"], ["A-2", "Old", "4", "2.0"]], columns, BACKLOG, PLAN);
  expect(first).toEqual({
    key: "A-1",
    isNew: false,
    changes: [{ name: "Title", from: "Old", to: "New" }, { name: "Value", from: "1.50", to: "2" }],
    input: { initiativeKey: "A-1", ifVersion: 3, title: "New", kpiContribution: kpi(["reach", "7"], ["spt", "2"]) },
  });
  expect(second?.changes).toEqual([]);
});

test("what is empty stays as it is, and a new key is an initiative of its own", () => {
  const [first, second] = effectsOf([["A-1", "", "", ""], ["B-1", "", "1e2", "3"]], columns, BACKLOG, PLAN);
  expect(first?.changes).toEqual([]);
  expect(second).toMatchObject({ isNew: true, input: { initiativeKey: "B-1", title: "B-1", isOptimizationCandidate: true, candidatePeriodKey: "2027", engineeringTokens: "100", kpiContribution: kpi(["spt", "3"]) } });
});

test("who is in the backlog and no candidate becomes one, and that is said", () => {
  const [only] = effectsOf([["Z-1", "Old", "", ""]], columns, BACKLOG, PLAN);
  expect(only?.changes).toEqual([{ name: "Candidate", from: "no", to: "for 2027" }]);
  expect(only?.input).toEqual({ initiativeKey: "Z-1", ifVersion: 3, isOptimizationCandidate: true, candidatePeriodKey: "2027" });
});
