/** The screens beside the Board: a move on the roadmap by menu and by drag, a trade by pointer, and how each looks. */
import assert from "node:assert/strict";

import { address, looked, open, proven, says, text } from "../browser.mjs";

const [, , url] = process.argv;
const { browser, page, faults } = await open();
await page.goto(url);
await page.getByRole("button", { name: /Try the sample/ }).click();
await proven(page);

// Roadmap: by keyboard through the menu, then back by undo, then the same by drag.
await page.getByRole("link", { name: "Roadmap" }).click();
const cell = (period) => page.locator("tr", { hasText: "Commerce" }).locator("td").nth(period);
const card = page.locator(".item", { hasText: "CHK-05" });
await cell(0).getByText("CHK-05").waitFor();
assert.deepEqual(await looked(page), [], "the look of the roadmap");
await card.getByRole("button").focus();
await page.keyboard.press("Enter");
// Before the move the menu says what it would cause, and nothing has moved yet.
const menu = page.locator(".menu-preview");
await page.getByRole("menuitem", { name: "Move to 2026-Q2" }).focus();
await says(menu, /^Proven It costs [\d.]+ North star\. .*[A-Z]{3}-\d\d/);
const told = /costs ([\d.]+)/.exec(await text(menu))[1];
await address(page, /edit=/, false);
for (const theme of ["light", "dark"]) {
  await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
  assert.deepEqual(await looked(page), [], `the look of a move before it is made, ${theme}`);
}
await page.evaluate(() => delete document.documentElement.dataset.theme);
await page.getByRole("menuitem", { name: "Move to 2026-Q2" }).press("Enter");
await cell(1).getByText("CHK-05").waitFor();
await address(page, /edit=pin:CHK-05=2026-Q2|edit=pin:CHK-05%3D2026-Q2/);
await page.getByRole("button", { name: "Undo" }).click();
await cell(0).getByText("CHK-05").waitFor();
await proven(page);
// A drag says it over the cell, before it is let go of; then it costs what was said.
const middle = async (of) => {
  const { x, y, width, height } = await of.boundingBox();
  return [x + width / 2, y + height / 2];
};
await page.mouse.move(...(await middle(card.locator(".grip"))));
await page.mouse.down();
await page.mouse.move(...(await middle(cell(0))), { steps: 3 });
await cell(1).locator("xpath=self::*[contains(@class, 'droppable')]").waitFor();
await page.mouse.move(...(await middle(cell(1))), { steps: 6 });
await says(page.getByTestId("preview"), new RegExp(`^Proven It costs ${told.replace(".", "\\.")} North star\\.`));
await address(page, /edit=/, false);
await page.mouse.up();
await cell(1).getByText("CHK-05").waitFor();
await proven(page);
await says(page.getByTestId("value"), new RegExp(`−${told.replace(".", "\\.")} to the plan`));
await page.getByRole("button", { name: "Undo" }).click();
await proven(page);

// What the one in focus needs, and what needs it, is joined to it by lines.
await page.locator(".item", { hasText: "CHK-02" }).getByRole("button").focus();
await page.locator(".links .link").first().waitFor({ state: "attached" });
await says(page.locator(".item", { hasText: "CHK-01" }), /is needed by the focused one/);
assert.deepEqual(await looked(page), [], "the look of what one needs");

// It prints on one page, wide and tall.
for (const landscape of [true, false]) {
  const pdf = await page.pdf({ landscape, format: "A4", printBackground: true });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length, 1, `pages ${landscape ? "wide" : "tall"}`);
}

// Trade: one click names who leaves, and the price.
await page.getByRole("link", { name: "Trade" }).click();
await page.getByRole("button", { name: "CHK-04 in" }).click();
const sentence = page.locator(".trade-sentence");
await sentence.waitFor({ timeout: 120_000 });
await says(sentence, /^With CHK-04 in, .* it costs 19\.64 North star, proven\.$/);
assert.deepEqual(await looked(page), [], "the look of a trade");
await page.getByRole("button", { name: "Try it on the Board" }).click();
await page.locator("[data-key='CHK-04'] .force-in").waitFor();
await proven(page);
await says(page.getByTestId("value"), /14,912\.8 Proven best −19\.64 to the plan/);

// Keep: scenario, rules, run and portfolio are stored in one go, and the page goes on with them.
await page.getByRole("button", { name: "Keep…" }).click();
await page.getByRole("textbox", { name: "Name" }).fill("With CHK-04");
assert.deepEqual(await looked(page), [], "the look of keeping");
await page.getByRole("button", { name: "Keep", exact: true }).click();
await page.getByText("No edits").waitFor();
await page.getByTestId("value").getByText("14,912.8").waitFor();
await proven(page);
await address(page, /edit=/, false);
await says(page.getByTestId("value"), /14,912\.8 Proven best/);
const stored = await page.evaluate(async () => {
  const query = "{ scenarios { nodes { name } } constraintSets { nodes { name } } runs { nodes { status objective portfolio { id } } } }";
  const answer = await fetch("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query }) });
  return (await answer.json()).data;
});
assert.equal(stored.scenarios.nodes.filter(({ name }) => name === "With CHK-04").length, 1);
assert.equal(stored.constraintSets.nodes.filter(({ name }) => name === "With CHK-04").length, 1);
assert.equal(stored.runs.nodes.length, 1);
assert.deepEqual([stored.runs.nodes[0].status, stored.runs.nodes[0].objective], ["SUCCESS", "14912.8"]);
assert.ok(stored.runs.nodes[0].portfolio);
assert.deepEqual(faults, []);
await browser.close();
