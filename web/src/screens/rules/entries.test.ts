import { expect, test } from "vitest";

import type { RuleSetFragment } from "../../graphql/generated";
import { parseEdit } from "../../plan/draft/draft";
import { changesOf, isStorable, storedValue } from "./entries";
import { parsePoints, pointsText, wrongFigures, wrongPoints } from "./points";

const noted = { __typename: "Cap" };
const cap = { dimension: "MARKET", key: "UK", maxTokens: "40", periodKey: null };
const overhead = { overheadKey: "switching", dimension: "TEAM", key: "web", initiativeKeys: [], tokensByCount: ["0", "0", "2.50"], charge: null, team: null };
const curve = { curveKey: "uk", kpiKey: "gmv", market: "UK", points: [{ raw: "0", counted: "0" }, { raw: "1E+2", counted: "80.5" }] };
const target = { market: null, kpiKey: "gmv", targetValue: "100", floorOrGoal: "GOAL", periodKey: "2026-Q1" };
const set = {
  floors: [], caps: [{ ...cap, ...noted }, { dimension: "GLOBAL", key: null, maxTokens: "9", periodKey: "2026-Q1" }], targets: [target], mandatoryInitiatives: ["A"], forcedOut: [], prerequisites: [],
  exclusions: [{ firstKey: "A", secondKey: "B" }], bundles: [{ bundleKey: "go", initiativeKeys: ["A", "B"] }], synergies: [{ synergyGroupKey: "web", kpiKey: "gmv", bonus: "5", bonusByCount: [] }], pins: [{ initiativeKey: "A", periodKey: "2026-Q1", scope: "MVP" }], ratios: [], fairShares: [{ kpiKey: "gmv", over: "MARKET" }], overheads: [overhead], kpiFormulas: [],
  responseCurves: [curve],
} as unknown as RuleSetFragment;
const changes = (...texts: string[]) => changesOf(set, texts.map(parseEdit));

test("the set says at the place of a rule what a draft would say", () => {
  const told = ["cap:market:UK", "cap:global@2026-Q1", "target:global:gmv@2026-Q1", "mandatory:A", "pin:A", "overhead:switching", "curve:uk", "exclusion:B:A", "cap:market:DE", "capacity:global"];
  expect(told.map((place) => storedValue(set, place))).toEqual(["40", "9", "100", "", "2026-Q1 mvp", "0, 0, 2.5", "0:0, 100:80.5", "", null, null]);
});

test("a draft changes whole entries and leaves out what the client notes in them", () => {
  expect(changes("cap:market:UK=30", "overhead:switching=0, 1, 2", "curve:uk=0:0, 50:20")).toEqual({
    add: {},
    change: { caps: [{ ...cap, maxTokens: "30" }], overheads: [{ ...overhead, tokensByCount: ["0", "1", "2"] }], responseCurves: [{ ...curve, points: [{ raw: "0", counted: "0" }, { raw: "50", counted: "20" }] }] },
    remove: [],
  });
  expect(changes("target:global:gmv@2026-Q1=120 goal").change).toEqual({ targets: [{ ...target, targetValue: "120" }] });
});

test("what is new is added, what is switched off goes under its own id, what is of the scenario stays", () => {
  expect(changes("mandatory:B", "pin:B=2026-Q2", "pin:A=full", "-exclusion:B:A", "-mandatory:A", "capacity:global=5")).toEqual({
    add: { mandatoryInitiatives: ["B"], pins: [{ initiativeKey: "B", periodKey: "2026-Q2", scope: null }] },
    change: { pins: [{ initiativeKey: "A", periodKey: null, scope: "FULL" }] },
    remove: ["exclusion:A:B", "mandatory:A"],
  });
  expect(changes("-bundle:go", "-synergy:web:gmv", "-fair_share:gmv").remove).toEqual(["bundle:go", "synergy:web:gmv", "fair_share:gmv"]);
  expect(["capacity:global=5", "initiatives[A].engineering_tokens=5", "cap:market:DE=4", "forced_out:B", "-mandatory:A"].map((text) => isStorable(set, parseEdit(text)))).toEqual([false, false, false, true, true]);
});

test("points are refused where the engine would refuse them", () => {
  expect(pointsText(parsePoints("0:0, 100:8.50"))).toBe("0:0, 100:8.5");
  for (const text of ["0:0", "0:0, 0:1", "5:0, 4:1", "0:x, 1:1", "0, 1:1"]) expect(wrongPoints(parsePoints(text))).not.toBeNull();
  expect(wrongPoints(parsePoints("-5:0, 0:1"))).toBeNull();
  for (const text of ["0", "1, 2", "0, -1", "0, x", ""]) expect(wrongFigures(text)).not.toBeNull();
  expect(wrongFigures("0, 0, 2.5")).toBeNull();
});
