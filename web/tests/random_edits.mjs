/** Random edits through the page: node random_edits.mjs URL PROBLEM COUNT SEED; a line of JSON for each, with what was shown. */
import { address, open, settled, text } from "./browser.mjs";

const [, , url, problem, count, seed] = process.argv;
const { browser, page, faults } = await open();
let state = Number(seed);
const below = (most) => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * most);
};
const value = page.getByTestId("value");

await page.goto(url);
await page.getByLabel("Problem file").setInputFiles(problem);
await settled(page);
const [, plan, rules] = /plan=([^&]+)&rules=([^&]+)/.exec(await address(page, /plan=.*rules=/));
const query = "query($plan: ID!, $rules: ID) { scenarioProblem(scenarioId: $plan, constraintSetId: $rules) { text } }";
const stored = await page.evaluate(
  async (body) => (await (await fetch("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body })).json()).data.scenarioProblem.text,
  JSON.stringify({ query, variables: { plan, rules: rules === "none" ? null : rules } }),
);
console.log(JSON.stringify({ stored }));
for (let turn = 0; turn < Number(count); turn++) {
  const fields = page.locator(".limit-value:enabled");
  const rows = page.locator(".grid-body [data-key]");
  const kind = below(5);
  if (kind < 2 && (await fields.count())) {
    const field = fields.nth(below(await fields.count()));
    const now = Number((await field.inputValue()).replaceAll(",", ""));
    await field.fill(String(Math.max(0, now + [-3, -1, -0.5, 1, 2.25, 5][below(6)])));
    await field.press("Enter");
  } else if (kind === 2 && (await page.getByRole("button", { name: "Undo", exact: true }).isEnabled())) {
    await page.getByRole("button", { name: "Undo", exact: true }).click();
  } else {
    const row = rows.nth(below(await rows.count()));
    await row.focus();
    await page.keyboard.press(["i", "o", "a", "Space"][below(4)]);
  }
  const edits = (await settled(page)).split("&").filter(Boolean);
  console.log(JSON.stringify({ edits, shown: await text(value) }));
  if (edits.length > 6) await page.getByRole("button", { name: /^Drop \d+ edits/ }).click();
}
await browser.close();
if (faults.length) throw new Error(faults.join("\n"));
