import { expect, test } from "vitest";

import { changedOf, curveChanges, figureRows, limitRows } from "./changed";
import type { Side } from "./sides";

const at = (periodKey: string, tokens: string, scope = "FULL") => ({ periodKey, scope, tokens });
const side = (more: Partial<Side>): Side => ({ grade: "proven", items: new Map(), titles: new Map(), tokens: "0", stages: [], kpis: [], limits: [], curves: [], broken: [], ...more });

test("what happens to an initiative is told once for each thing that happens, in the order enters, leaves, moves, size", () => {
  const before = side({ items: new Map([["A", at("Q1", "3")], ["B", at("Q1", "4.0")], ["C", at("Q1", "5")]]) });
  const after = side({ items: new Map([["B", at("Q1", "4")], ["C", at("Q2", "2", "MVP")], ["D", at("Q1", "1")]]) });
  expect(changedOf(before, after).map(({ kind, key }) => `${kind} ${key}`)).toEqual(["entered D", "left A", "moved C", "resized C"]);
});

test("less of what should be small is better, and a measure is told once", () => {
  const stage = (value: string) => [{ name: "goal_shortfall", value, moreIsBetter: false }, { name: "gmv", value: "7", moreIsBetter: true }];
  const rows = figureRows(side({ stages: stage("3"), tokens: "5", kpis: [{ kpiKey: "gmv", total: "7" }, { kpiKey: "spt", total: "1" }] }), side({ stages: stage("1"), tokens: "5", kpis: [{ kpiKey: "gmv", total: "7" }, { kpiKey: "spt", total: "1.5" }] }));
  expect(rows.map(({ name, delta, worse }) => [name, delta, worse])).toEqual([["Goal shortfall", "−2", -1], ["Gmv", "0", 0], ["Tokens", "0", 0], ["Spt", "+0.5", 0]]);
});

test("limits and curves are told only where they differ, also those that one side has alone", () => {
  const reach = (ruleId: string, used: string, limit: string) => ({ ruleId, used, limit });
  const rows = limitRows(side({ limits: [reach("cap:market:UK", "4", "9"), reach("cap:market:US", "1", "2")] }), side({ limits: [reach("cap:market:UK", "4.0", "9"), reach("cap:market:FR", "1", "2")] }));
  expect(rows.map(({ name, before, after }) => [name, before, after])).toEqual([["Cap of market US", "1 of 2", "no such rule"], ["Cap of market FR", "no such rule", "1 of 2"]]);
  const curve = (raw: string) => ({ ruleId: "curve:uk", raw, counted: raw, points: [] });
  expect(curveChanges(side({ curves: [curve("1")] }), side({ curves: [curve("1.0")] }))).toEqual([]);
  expect(curveChanges(side({ curves: [curve("1")] }), side({})).map(({ now }) => now)).toEqual([undefined]);
});
