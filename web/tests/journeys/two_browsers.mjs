/** Two people at one plan: what both keep survives, and a name that is taken is asked about, without losing the draft. */
import assert from "node:assert/strict";

import { open, proven } from "../browser.mjs";

const [, , url] = process.argv;
const one = await open();
const two = await open({ theme: "dark" });
const rows = [["key", "title", "tokens", "value"], ["A-1", "One", "3", "10.25"], ["A-2", "Two", "4", "11.5"], ["A-3", "Three", "5", "0.125"]];
await one.page.goto(url);
await one.page.getByRole("button", { name: /Paste a table/ }).click();
await one.page.getByRole("textbox", { name: /Rows/ }).fill(rows.map((row) => row.join("\t")).join("\n"));
await one.page.getByRole("textbox", { name: "Capacity in tokens" }).fill("8");
await one.page.getByRole("button", { name: "Plan these" }).click();
await proven(one.page);
await two.page.goto(one.page.url());
await proven(two.page);

// Both try something else from the same plan: neither sees the draft of the other.
const limit = one.page.getByRole("textbox", { name: /All.*: limit/ });
await limit.fill("12");
await limit.press("Enter");
await two.page.locator("[data-key='A-3']").focus();
await two.page.keyboard.press("i");
await one.page.getByTestId("value").getByText("21.875").waitFor();
await two.page.getByTestId("value").getByText("10.375").waitFor();
await proven(one.page);
await proven(two.page);
const keep = async (page, name) => {
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Keep", exact: true }).click();
};
for (const { page } of [one, two]) await page.getByRole("button", { name: "Keep…" }).click();
await keep(one.page, "Spring");
await one.page.getByRole("dialog").waitFor({ state: "detached" });
await keep(two.page, "Spring");
const dialog = two.page.getByRole("dialog");
await dialog.locator(".notice.bad").waitFor();
assert.match(await dialog.locator(".notice.bad").innerText(), /the same name/);
assert.match(two.page.url(), /edit=mandatory:A-3/);
await keep(two.page, "Spring with A-3");
await dialog.waitFor({ state: "detached" });
for (const [{ page }, value] of [[one, "21.875"], [two, "10.375"]]) {
  await page.getByTestId("value").getByText(value).waitFor();
  await proven(page);
  assert.doesNotMatch(page.url(), /edit=/);
}
const names = await one.page.evaluate(async () => {
  const answer = await fetch("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query: "{ constraintSets { nodes { name } } }" }) });
  return (await answer.json()).data.constraintSets.nodes.map(({ name }) => name);
});
assert.ok(names.includes("Spring with A-3"));
assert.equal(new Set(names).size, names.length);
assert.deepEqual([...one.faults, ...two.faults], []);
await one.browser.close();
await two.browser.close();
