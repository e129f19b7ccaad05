import { expect, test } from "vitest";

import { mappingOf, NOTHING_SAID, withAnswer, withField, type Preview, type Question } from "./files";

const PREVIEW = { columns: [{ header: "Nutzen", field: "north_star_contribution" }] } as unknown as Preview;
const asked = (about: string, column = ""): Question => ({ about, column, message: "", choices: [] });

test("an answer about numbers is said of its own column", () => {
  const said = withAnswer(NOTHING_SAID, asked("numbers", "Nutzen"), "comma", PREVIEW);
  expect(said.columns).toEqual({ Nutzen: { field: "north_star_contribution", numbers: "comma" } });
});

test("a column that was asked for becomes the field that was missing", () => {
  expect(withAnswer(NOTHING_SAID, asked("value"), "Worth", PREVIEW).columns).toEqual({ Worth: { field: "north_star_contribution" } });
});

test("what was not said is not sent", () => {
  const said = withField({ ...NOTHING_SAID, units: { d: "1", w: " " } }, "A", "title");
  expect(JSON.parse(mappingOf(said, { name: " N ", period: "2027-Q1", capacity: "" }))).toEqual({
    columns: { A: { field: "title" } },
    units: { d: "1" },
    plan: { name: "N", period_key: "2027-Q1" },
  });
});
