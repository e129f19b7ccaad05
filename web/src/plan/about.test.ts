import { expect, test } from "vitest";

import { aboutLine } from "../shared/about";
import { aboutPlan } from "./about";

const now = new Date("2026-11-29T01:02:03Z");
const value = { name: "north_star", value: "1234.5", bound: "1300", moreIsBetter: true };
const told = (draft: { place: string; value: string }[], proven: boolean) =>
  aboutPlan({ scenario: { name: "Autumn" }, rules: null, draft, live: { opened: { value: { ...value, proven: true } }, answer: { status: "FEASIBLE", value: { ...value, proven } } } } as never, "1.0", now);

test("an export says what it is of, with the grade of its value", () => {
  expect(aboutLine(told([], true))).toBe("scenario: Autumn · rules: none · value: 1,234.5, proven best · solver: auto, Optimization Engine 1.0 · made: 2026-11-29 01:02 UTC");
});

test("a draft and its value stand beside those of the plan", () => {
  const about = new Map(told([{ place: "cap:market:UK", value: "4" }], false));
  expect(about.get("draft")).toBe("cap:market:UK=4");
  expect(about.get("value of the draft")).toBe("between 1,234.5 and 1,300, not proven");
});
