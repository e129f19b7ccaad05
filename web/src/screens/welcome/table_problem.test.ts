import { expect, test } from "vitest";

import { guessed, tableFaults, tableProblem } from "./table_problem";

const TERMS = { name: "Mine", period: "2027-Q1", capacity: "10" };

test("columns are found by their heads", () => {
  expect(guessed(["ID", "Name", "Cost", "Benefit", "Region"])).toMatchObject({ initiative_key: 0, title: 1, engineering_tokens: 2, value: 3, market: 4, department: -1 });
});

test("every fault of a table is told with its row", () => {
  const columns = guessed(["key", "tokens", "value"]);
  const rows = [["A", "3", "x"], ["", "1", "1"], ["A", "1", "1"]];
  expect(tableFaults(rows, columns, TERMS)).toEqual(["Row 1: value x is no number.", "Row 2 has no key.", "Row 3: the key A is there twice."]);
});

test("the numbers of a table are sent digit for digit", () => {
  const text = tableProblem([["A", "3", "12345678901234567890.125"]], guessed(["key", "tokens", "value"]), TERMS);
  expect(text).toContain('"kpi_contribution": {"value": 12345678901234567890.125}');
  expect(JSON.parse(text)).toMatchObject({ scenario: { capacity_total_tokens: 10 }, initiatives: [{ initiative_key: "A", engineering_tokens: 3 }] });
});
