/** The screens beside the Board: a move on the roadmap by menu and by drag, a trade by pointer, and how each looks. */
import assert from "node:assert/strict";

import { address, looked, open, proven, says } from "../browser.mjs";

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
await page.getByRole("menuitem", { name: "Move to 2026-Q2" }).press("Enter");
await cell(1).getByText("CHK-05").waitFor();
await address(page, /edit=pin:CHK-05=2026-Q2|edit=pin:CHK-05%3D2026-Q2/);
await page.getByRole("button", { name: "Undo" }).click();
await cell(0).getByText("CHK-05").waitFor();
await proven(page);
await card.locator(".grip").dragTo(cell(1), { targetPosition: { x: 20, y: 10 } });
await cell(1).getByText("CHK-05").waitFor();
await page.getByRole("button", { name: "Undo" }).click();
await proven(page);

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
