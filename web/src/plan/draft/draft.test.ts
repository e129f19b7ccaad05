import { expect, test } from "vitest";

import { commandLine, editsSince, editText, forceOf, namedKeys, parseEdit, withEdit, withForce } from "./draft";

test("a draft survives its way through a link", () => {
  for (const text of ["cap:market:UK=40", "-cap:market:UK", "mandatory:CHK-08", "target:UK:gmv=450000 goal"]) expect(editText(parseEdit(text))).toBe(text);
});

test("an initiative is forced one way at a time", () => {
  const forced = withForce(withForce([], "A", "in"), "A", "out");
  expect(forced).toEqual([{ place: "forced_out:A", value: "" }]);
  expect(forceOf(forced, "A")).toBe("out");
  expect(withForce(forced, "A", "auto")).toEqual([]);
});

test("a later value of a place takes the place of the earlier one", () => {
  const draft = withEdit(withEdit([], { place: "cap:market:UK", value: "40" }), { place: "cap:market:UK", value: "41" });
  expect(draft).toEqual([{ place: "cap:market:UK", value: "41" }]);
});

test("the newest change is what is new, what is other, and what is as in the plan again", () => {
  const [before, now] = [["cap:market:UK=40", "mandatory:A", "pin:B=2026-Q2"].map(parseEdit), ["cap:market:UK=41", "pin:B=2026-Q2", "-exclusion:A:B"].map(parseEdit)];
  expect(editsSince(before, now)).toEqual({ edits: ["cap:market:UK=41", "-exclusion:A:B"].map(parseEdit), back: ["mandatory:A"] });
  expect(editsSince(now, now)).toEqual({ edits: [], back: [] });
  expect([...namedKeys(before)]).toEqual(["A", "B"]);
});

test("the command line says the same as the draft, quoted for a shell", () => {
  const draft = [parseEdit("mandatory:CHK-08"), parseEdit("-cap:market:UK"), parseEdit("cap:category:New markets=4")];
  expect(commandLine(draft)).toBe("optengine whatif plan.json --force-in CHK-08 --remove cap:market:UK --set 'cap:category:New markets=4'");
});
