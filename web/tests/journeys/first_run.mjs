/** From an empty database to a proven plan, by pointer: one click. Then the Board by keyboard alone. */
import assert from "node:assert/strict";

import { address, becomes, draftOf, looked, open, proven, says, text } from "../browser.mjs";

const [, , url] = process.argv;
const { browser, page, faults } = await open();
const value = page.getByTestId("value");
const strip = page.getByTestId("strip");

await page.goto(url);
await page.getByRole("heading", { name: "Start with a plan" }).waitFor();
assert.deepEqual(await looked(page), [], "the look of the first run");
await page.getByRole("button", { name: /Try the sample/ }).click();
await proven(page);
await says(value, /North star 14,932\.44 Proven best/);
await address(page, /#\/board\?plan=\S+&rules=\S+$/);
for (const theme of ["light", "dark"]) {
  assert.deepEqual(await looked(page), [], `the look of the board, ${theme}`);
  await page.getByRole("button", { name: /^Use the/ }).click();
}

// By keyboard: to the first row, down, space for in, space for out.
await page.getByRole("columnheader", { name: "Key" }).getByRole("button").press("Enter");
await page.locator(".grid-body [role=row][tabindex='0']").focus();
const focused = () => page.locator(":focus").getAttribute("data-key");
for (const press of ["End", "Home", "ArrowDown", "ArrowDown"]) await page.keyboard.press(press);
await becomes(focused, "CHK-02", "quick keys move the focus as they are pressed");
await page.keyboard.press("End");
await page.locator(".grid-body").hover();
await page.mouse.wheel(0, -100_000);
await page.locator('[data-key="CHK-00"]').waitFor();
await page.keyboard.press("ArrowUp");
await becomes(focused, "USA-01", "a row that was scrolled away keeps the focus");
for (const press of ["Home", "ArrowDown", "ArrowDown"]) await page.keyboard.press(press);
const key = "CHK-02";
await becomes(focused, key, "from the end to the third row");
await page.keyboard.press("Space");
await page.locator(`[data-key="${key}"] .force-in`).waitFor();
await address(page, new RegExp(`edit=mandatory:${key}`));
await page.keyboard.press("Space");
await proven(page);
await page.locator(`[data-key="${key}"].is-out`).waitFor();
await address(page, new RegExp(`edit=forced_out:${key}`));
await page.keyboard.press("Control+z");
await page.keyboard.press("Control+z");
await proven(page);
await says(value, /14,932\.44/);
await address(page, /edit=/, false);

// Who is broken or done already looks so, and is no candidate; who is forced in stays under the pointer, and is told from what follows.
await page.getByText("39 of 66 in").waitFor();
const show = page.getByRole("combobox", { name: "Show" });
await show.selectOption("apart");
await says(page.locator(".grid-body"), /takes no part CHK-00 .* Delivered takes no part CRM-07 .* Broken /);
await show.selectOption("out");
await page.locator("[data-key='CHK-04'] .force").click();
await proven(page);
await page.locator("[data-key='CHK-04'] .force-in").waitFor();
await says(strip, /^Must be in: CHK-04 In: CHK-04 by your edit LOG-03 .* Out: CHK-03 .* Moved: CHK-01 to 2026-Q1 .* −19\.64 proven$/);
assert.deepEqual(await looked(page), [], "the look of what a change causes");
await page.getByRole("button", { name: "Undo", exact: true }).click();
await show.selectOption("all");
await proven(page);

// A link opens what is seen.
const slider = page.getByRole("slider", { name: "All, 2026-Q1" });
await slider.focus();
for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowLeft");
await proven(page);
const worth = async (of) => (await text(of)).split(" Proven")[0];
const tried = await worth(value);
const link = await address(page, /edit=capacity:global@2026-Q1=\d+/);
await says(strip, /proven|Nothing enters/);

// A step is shown at once, and from then on nothing counts as proven until it is answered; the keys that follow have it already.
const atOnce = await slider.evaluate(async (input) => {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  const wanted = String(Number(input.value) + 4 * Number(input.step));
  set.call(input, wanted);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await null;
  const board = document.querySelector(".board");
  return [input.value === wanted, board.querySelector("[data-testid=value]").dataset.waiting, board.querySelectorAll(".board-value .grade-proven, .strip .gain, .strip .loss").length];
});
assert.deepEqual(atOnce, [true, "true", 0]);
await page.keyboard.press("Control+z");
assert.equal(await draftOf(page), "", "the steps of a slider by key are undone as one");
await page.keyboard.press("Control+Shift+z");
assert.notEqual(await draftOf(page), link.split("edit=")[1], "the newest step is redone");
await page.keyboard.press("Control+z");
await page.keyboard.press("Control+Shift+z");
await becomes(() => slider.inputValue(), (await draftOf(page)).split("=")[1], "the slider shows what was redone");
for (let step = 0; step < 4; step++) await page.keyboard.press("ArrowLeft");
await becomes(() => draftOf(page), link.split("edit=")[1], "back at the draft of the link");
await proven(page);
const other = await page.context().newPage();
await other.goto(link);
await proven(other);
await becomes(() => worth(other.getByTestId("value")), tried, "the same by the link");
await other.close();

// A conflict names its rules, and the way out is a button.
const field = page.getByRole("textbox", { name: "All, 2026-Q1: limit" });
await field.fill("2");
await field.press("Enter");
const conflict = page.getByTestId("conflict");
await conflict.getByText("Capacity of all initiatives in 2026-Q1").first().waitFor();
await says(conflict, /Not possible .* at most 2 tokens/);
const cheapest = page.getByTestId("way-out");
await cheapest.waitFor({ timeout: 60_000 });
await says(cheapest, /^Cheapest way out Lower “Floor of category Infra in 2026-Q1” from 8 to 0; .* It leaves [\d,.]+\. /);
assert.deepEqual(await looked(page), [], "the look of a conflict");
// Taken, dates of initiatives and all, it leaves what it said.
const leaves = /It leaves ([\d,.]+)\./.exec(await text(cheapest))[1];
await cheapest.getByRole("button", { name: "Take it" }).click();
await proven(page);
await says(value, new RegExp(`North star ${leaves.replaceAll(".", "\\.")} Proven best`));
await page.getByRole("button", { name: "Undo", exact: true }).click();
await conflict.getByRole("button", { name: /Undo/ }).click();
await proven(page);
await becomes(() => worth(value), tried, "the same after the conflict");

// A link to a plan that is not here says so, and shows no other one in its place.
await page.goto(`${url}/#/board?plan=U2NlbmFyaW86OTk&rules=none`);
await page.getByRole("heading", { name: "This plan is not here" }).waitFor();
assert.deepEqual(await looked(page), [], "the look of a link to nothing");
await page.goto(`${url}/#/board?plan=garbage&rules=garbage`);
await page.getByText("The link names a scenario and set of rules").waitFor();
await page.getByRole("link", { name: "Show the first plan instead" }).press("Enter");
await proven(page);
await says(value, /14,932\.44/);

// On a phone the bar has the first screens, and the others by keyboard behind More.
await page.setViewportSize({ width: 390, height: 844 });
await page.getByRole("link", { name: "Certainty" }).waitFor();
await page.getByRole("button", { name: "More" }).press("Enter");
for (const name of ["Compare", "Runs"]) {
  await page.keyboard.press("Tab");
  await becomes(() => page.locator(":focus").innerText(), name, "Tab goes on from More through the screens behind it");
}
assert.deepEqual(await looked(page), [], "the look of the screens behind More");
await page.keyboard.press("Enter");
await page.getByRole("heading", { level: 1, name: "Runs" }).waitFor();
await page.getByRole("link", { name: "Rules" }).waitFor({ state: "hidden" });
assert.deepEqual(faults, []);
await browser.close();
