import { expect, test } from "vitest";

import { afterWayOut, wayOut } from "./way_out";

const limit = (place: string, stored: string | null, value: string) => ({ place, family: "", subject: "", period: null, stored, value, off: false, edited: true, kind: null, parts: [] });
const limits = [limit("capacity:team:data", "10", "2"), limit("target:UK:gmv", "450000", "450000")];

test("limits give way by what is missing, and the greatest of several periods counts", () => {
  const steps = wayOut([{ ruleId: "capacity:team:data@2026-Q1", amount: "0.5" }, { ruleId: "capacity:team:data@2026-Q2", amount: "3.1" }, { ruleId: "target:UK:gmv", amount: "0.1" }], limits);
  expect(steps.flatMap(({ edits }) => edits)).toEqual([{ place: "capacity:team:data", value: "5.1" }, { place: "target:UK:gmv", value: "449999.9" }]);
  expect(steps[0]?.text).toBe("raise “Capacity of team data” from 2 to 5.1");
});

test("what is dropped goes out of the draft where it came from there, else it is switched off", () => {
  const steps = wayOut([{ ruleId: "mandatory:A", amount: null }, { ruleId: "exclusion:B:C", amount: null }], limits);
  expect(afterWayOut([{ place: "mandatory:A", value: "" }], steps, limits)).toEqual([{ place: "exclusion:B:C", value: null }]);
});

test("a limit that comes back to the plan is no edit any more", () => {
  const steps = wayOut([{ ruleId: "capacity:team:data@2026-Q1", amount: "8" }], limits);
  expect(afterWayOut([{ place: "capacity:team:data", value: "2" }], steps, limits)).toEqual([]);
});

test("what no draft can say is told all the same", () => {
  expect(wayOut([{ ruleId: "cap:market:UK", amount: "1" }, { ruleId: "window:A", amount: null }], limits)).toEqual([
    { text: "raise “Cap of market UK” by 1", edits: null },
    { text: "drop “Dates of A”", edits: null },
  ]);
});

test("every rule of the set can be dropped", () => {
  const rules = ["overhead:switching", "formula:reach", "curve:uk", "bundle:go", "synergy:web:gmv", "fair_share:gmv", "ratio:spt", "pin:A"];
  expect(wayOut(rules.map((ruleId) => ({ ruleId, amount: null })), limits).flatMap(({ edits }) => edits)).toEqual(rules.map((place) => ({ place, value: null })));
  expect(wayOut([{ ruleId: "capacity:team:data@2026-Q1", amount: null }], limits)[0]?.edits).toEqual([{ place: "capacity:team:data", value: null }]);
});

test("the dates of an initiative are dropped one by one", () => {
  const steps = wayOut([{ ruleId: "window:A:1", amount: null }], limits, (key) => (key === "A:1" ? ["deadline_date", "latest_finish_date"] : []));
  expect(afterWayOut([], steps, limits)).toEqual([{ place: "initiatives[A:1].deadline_date", value: null }, { place: "initiatives[A:1].latest_finish_date", value: null }]);
});
