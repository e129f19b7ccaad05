/** Two people at one plan: what both keep survives, and a name that is taken is asked about, without losing the draft. */
import assert from "node:assert/strict";

import { address, becomes, looked, open, proven, says } from "../browser.mjs";

const [, , url] = process.argv;
const one = await open();
const two = await open({ theme: "dark" });
const problem = {
  scenario: { name: "Autumn", period_key: "2026-Q1", objective_mode: "north_star", capacity_total_tokens: 8 },
  constraint_set: {
    name: "House rules",
    caps: [{ dimension: "market", key: "UK", max_tokens: 30 }],
    targets: [{ kpi_key: "gmv", market: "UK", target_value: 130, floor_or_goal: "goal" }],
    response_curves: [{ curve_key: "uk", kpi_key: "gmv", market: "UK", points: [[0, 0], [100, 100], [200, 150]] }],
    ratios: [{ ratio_key: "spt", numerator: "north_star", denominator: "tokens", at_least: 1 }],
    fair_shares: [{ kpi_key: "gmv" }],
    synergies: [{ synergy_group_key: "web", kpi_key: "conversion", bonus: 5 }],
    overheads: [{ overhead_key: "switching", tokens_by_count: [0, 0, 0, 1], initiative_keys: ["A-1", "A-2", "A-3"] }],
    kpi_formulas: [{ kpi_key: "reach", times: 2, multiply: [{ kpi_key: "gmv", base: 10 }, { kpi_key: "conversion", base: 1 }] }],
  },
  initiatives: [["A-1", "<b>One</b>", 3, 10.25, 100], ["A-2", "Two", 4, 11.5, 50], ["A-3", "Three", 5, 0.125, 0]].map(([initiative_key, title, engineering_tokens, north_star, gmv]) => ({
    initiative_key,
    title,
    market: "UK",
    engineering_tokens,
    kpi_contribution: { north_star, gmv, conversion: 0.5 },
  })),
};
await one.page.goto(url);
await one.page.getByLabel("Problem file").setInputFiles({ name: "autumn.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(problem)) });
await proven(one.page);
const start = await address(one.page, /plan=/);
await two.page.goto(start);
await proven(two.page);

// Why one is not in: what was asked stands first, rules are named in words, and what is offered fits one that is out.
await two.page.locator("[data-key='A-3']").focus();
await two.page.keyboard.press("Enter");
const why = two.page.getByRole("dialog");
await why.getByRole("heading", { name: "Why it is not in" }).waitFor();
const reasons = await says(why, /Why A-3 .* Why it is not in .* would be lost\. .* The whole plan .* North star/);
assert.doesNotMatch(reasons, /[a-z]_[a-z]|capacity:/);
assert.equal(await why.getByRole("button", { name: "Force it out" }).count(), 0);
assert.deepEqual(await looked(two.page), [], "the look of reasons");
await why.getByRole("button", { name: "Force it in" }).press("Enter");
await why.waitFor({ state: "detached" });
await two.page.getByRole("button", { name: "Undo", exact: true }).press("Enter");
await proven(two.page);

// Both try something else from the same plan: neither sees the draft of the other.
// One drags back and forth for long: more changes than a browser lets an address have, of which the last one counts.
await one.page.getByRole("slider", { name: "All" }).evaluate((slider) => {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  for (let step = 0; step <= 400; step++) {
    // Past the setter by which React would think that nothing has changed.
    set.call(slider, String(step < 400 ? 8 + (step % 4) : 13));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
await address(one.page, /edit=capacity:global=13$/);
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
await says(dialog.locator(".notice.bad"), /the same name/);
await address(two.page, /edit=mandatory:A-3/);
await keep(two.page, "Spring with A-3");
await dialog.waitFor({ state: "detached" });
for (const [{ page }, value] of [[one, "21.875"], [two, "10.375"]]) {
  await page.getByTestId("value").getByText(value).waitFor();
  await proven(page);
  await address(page, /edit=/, false);
}
const names = await one.page.evaluate(async () => {
  const answer = await fetch("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query: "{ constraintSets { nodes { name } } }" }) });
  return (await answer.json()).data.constraintSets.nodes.map(({ name }) => name);
});
assert.ok(names.includes("Spring with A-3"));
assert.equal(new Set(names).size, names.length);

// The rules themselves, in both browsers: different rules go together, the same one is asked about with both versions.
const line = (page, place) => page.locator(`[data-place="${place}"]`);
const rules = start.replace("#/board", "#/rules");
for (const { page } of [one, two]) {
  await page.goto(rules);
  await line(page, "formula:reach").waitFor();
  await page.getByTestId("standing").getByText("Proven best").waitFor();
}
await says(line(one.page, "overhead:switching"), /1 takes 0, 2 take 0, 3 or more take 1 tokens beside their own, once\. 2026-Q1: 2 take 0, one more 1/);
await says(line(one.page, "formula:reach"), /Reach = 2 × \(\(10 \+ Gmv\) × \(1 \+ Conversion\)/);
await says(line(one.page, "ratio:spt"), /at least 1 for each one of tokens\. Reached 3\.1\d+: 21\.75 of 7/);
await says(line(one.page, "fair_share:gmv"), /the market with the least Gmv gets as much as can be/);
await says(line(one.page, "curve:uk"), /a total of 150 counts 125; one more counts 0\.5\./);
const edit = async (page, place, value) => {
  const field = line(page, place).getByRole("textbox");
  await field.fill(value);
  await field.press("Enter");
};
const stored = async (page, press = "Store") => {
  const load = page.waitForEvent("load");
  await page.getByRole("dialog").getByRole("button", { name: press, exact: true }).press("Enter");
  await load;
  await page.getByTestId("standing").getByText("Proven best").waitFor();
};
const storing = (page) => page.getByRole("button", { name: "Store in these rules…" }).press("Enter");

// A point of the curve is tried in the draft, and the drawing and the target follow; a curve that turns back is refused in place.
const point = one.page.getByRole("textbox", { name: "uk, point 3: counted" });
await point.fill("180");
await point.press("Enter");
await line(one.page, "curve:uk").getByText("a total of 150 counts 140").waitFor();
await address(one.page, /edit=curve:uk=0:0,\+100:100,\+200:180/);
const raw = one.page.getByRole("textbox", { name: "uk, point 3: raw" });
await raw.fill("90");
await raw.press("Enter");
await line(one.page, "curve:uk").getByRole("alert").getByText("90 does not").waitFor();
assert.deepEqual(await looked(one.page), [], "the look of rules, light");
assert.deepEqual(await looked(two.page), [], "the look of rules, dark");
await raw.press("Escape");

await edit(one.page, "cap:market:UK", "25");
await storing(one.page);
await says(one.page.getByRole("dialog"), /Cap of market UK 30 25/);
await stored(one.page);
await edit(two.page, "overhead:switching", "0, 0, 0, 2");
await storing(two.page);
await stored(two.page);
for (const said of [/UK: at most 25 tokens/, /3 or more take 2 tokens/, /150 counts 140/]) await says(two.page.locator("main"), said);
await address(two.page, /edit=/, false);

// What is there or not is switched off in the draft, and stored so.
for (const place of ["fair_share:gmv", "synergy:web:conversion"]) await line(one.page, place).getByRole("button", { name: /^Switch off/ }).press("Enter");
await address(one.page, /edit=-fair_share:gmv&edit=-synergy:web:conversion/);
await one.page.getByTestId("standing").getByText("Proven best").waitFor();
await storing(one.page);
await stored(one.page);
await line(one.page, "synergy:web:conversion").waitFor({ state: "detached" });

await edit(one.page, "ratio:spt", "1.5");
await storing(one.page);
await stored(one.page);
await edit(two.page, "ratio:spt", "2");
await edit(two.page, "formula:reach", "4");
await storing(two.page);
const asked = two.page.getByRole("dialog");
await asked.getByRole("button", { name: "Store", exact: true }).press("Enter");
await asked.getByText("As it is stored now").waitFor();
await says(asked.locator(".clash"), /^Ratio spt 1 1\.5 2$/);
assert.deepEqual(await looked(two.page), [], "the look of a clash");
await stored(two.page, "Take theirs, store my others");
for (const said of [/North star: at least 1\.5 for each/, /Reach = 4 ×/]) await says(two.page.locator("main"), said);
await edit(one.page, "formula:reach", "5");
await storing(one.page);
await one.page.getByRole("dialog").getByRole("button", { name: "Store", exact: true }).press("Enter");
await stored(one.page, "Store mine in its place");
await says(one.page.locator("main"), /Reach = 5 ×/);

// Data: two fields of one initiative are both written; the same field is asked about, with both versions.
const cell = (page, name) => page.getByRole("textbox", { name });
for (const { page } of [one, two]) {
  await page.goto(start.replace("#/board", "#/data"));
  await cell(page, "A-2: Title").waitFor();
}
const write = async (page, name, value) => {
  await cell(page, name).fill(value);
  await cell(page, name).press("Enter");
};
await write(one.page, "A-2: Title", "Deux");
await one.page.getByText("1 value stored").waitFor();
await write(two.page, "A-2: Tokens", "6");
await two.page.getByText("1 value stored").waitFor();
await becomes(() => cell(two.page, "A-2: Title").inputValue(), "Deux", "what somebody else has written is shown");
await write(one.page, "A-2: Tokens", "7");
const clash = one.page.getByRole("dialog");
await clash.getByText("As it is stored now").waitFor();
await says(clash, /A-2: Tokens .*As you saw it 4 As it is stored now 6 Yours 7/);
assert.deepEqual(await looked(one.page), [], "the look of a clash of values");
await clash.getByRole("button", { name: "Keep theirs" }).press("Enter");
await becomes(() => cell(one.page, "A-2: Tokens").inputValue(), "6", "the value shown");
await write(two.page, "A-2: Title", "Zwei");
await two.page.getByText("2 values stored").waitFor();
await write(one.page, "A-2: Title", "Dos");
await clash.getByRole("button", { name: "Store mine in its place" }).press("Enter");
await one.page.getByText("2 values stored").waitFor();
assert.deepEqual([...one.faults, ...two.faults], []);
await one.browser.close();
await two.browser.close();
