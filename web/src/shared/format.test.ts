import { expect, test } from "vitest";

import { number, signed } from "./format";
import { inWords, placeOf, ruleName, ruleWords } from "./rules";
import { readTable, writeTable } from "./csv";

test("figures keep every digit and get their thousands apart", () => {
  expect(number("15769.9")).toBe("15,769.9");
  expect(number("1234567.1234567")).toBe("1,234,567.1234567");
  expect(number("-1000")).toBe("−1,000");
  expect(signed("94.3")).toBe("+94.3");
  expect(signed("0")).toBe("0");
});

test("ids of rules are read into family, subject and period", () => {
  expect(ruleName("capacity:team:data@2026-Q1")).toEqual({ family: "capacity", subject: "Team data", period: "2026-Q1" });
  expect(ruleWords("capacity:global@2026-Q1")).toBe("Capacity of all initiatives in 2026-Q1");
  expect(ruleWords("target:UK:gmv")).toBe("Target Gmv, UK");
  expect(ruleWords("mandatory:CHK-08")).toBe("Must be in: CHK-08");
  expect(ruleWords("prerequisite:A:B")).toBe("A needs B");
  expect(ruleWords("initiatives[A-1].deadline_date")).toBe("Deadline date of A-1");
  expect(["exclusion:A:B", "synergy:web:gmv", "fair_share:gmv", "formula:reach", "curve:uk", "overhead:switching", "ratio:spt", "window:A"].map(ruleWords)).toEqual([
    "Not both: A and B", "Synergy of web, Gmv", "Fair share of Gmv", "Product of KPIs Reach", "Response curve uk", "Overhead switching", "Ratio spt", "Dates of A",
  ]);
});

test("a capacity that holds in every period is edited as one", () => {
  expect(placeOf("capacity:team:data@2026-Q1")).toBe("capacity:team:data");
  expect(placeOf("capacity:global@2026-Q1")).toBe("capacity:global@2026-Q1");
  expect(placeOf("cap:category:Growth@2026-Q1")).toBe("cap:category:Growth@2026-Q1");
});

test("tables are read with quotes, from spreadsheets and from CSV", () => {
  expect(readTable('key;title\nA;"one; ""two"""\n')).toEqual([["key", "title"], ["A", 'one; "two"']]);
  expect(readTable("a\tb\r\n1\t2\r\n")).toEqual([["a", "b"], ["1", "2"]]);
});

test("no cell of a CSV is taken for a formula, and numbers stay numbers", () => {
  expect(writeTable([["=1+1", "@x", "-5", "+3.5", "-cmd", 'a "b"']])).toBe(`'=1+1,'@x,-5,+3.5,'-cmd,"a ""b"""\r\n`);
});

test("sentences of the engine name rules and KPIs in words", () => {
  expect(inWords("Without capacity:team:checkout@2026-Q2, a best portfolio has CHK-04 in it.")).toBe("Without “Capacity of team checkout in 2026-Q2”, a best portfolio has CHK-04 in it.");
  expect(inWords("Doing without cap:category:New markets would bring 46.712 of north_star.", "cap:category:New markets")).toBe("Doing without “Cap of category New markets” would bring 46.712 of North star.");
  expect(inWords("target:global:retention_30d is missed: 0.055 of 0.06.")).toBe("“Target Retention 30d” is missed: 0.055 of 0.06.");
  expect(inWords("It is pinned; see curve:uk.")).toBe("It is pinned; see “Response curve uk”.");
});
