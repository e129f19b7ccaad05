/** A backlog out of a file: asked about where it can be read in two ways, taken over, and given out again. */
import assert from "node:assert/strict";

import { address, looked, open, proven, says } from "../browser.mjs";

const [, , url] = process.argv;
const { browser, page, faults } = await open();
const BACKLOG = `Nr;Titel;Aufwand;Nutzen;Fälligkeit
A-1;<img src=x onerror=alert(1)>;8 PT;1.234;03/04/2027
A-2;Suche;5 PT;2.500;
A-3;Kasse;4 PT;900;`;
const file = (text, name = "backlog.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

await page.goto(url);
await page.getByRole("heading", { name: "Start with a plan" }).waitFor();
await page.getByRole("button", { name: /Bring a workbook/ }).click();
const dialog = page.getByRole("dialog");
await dialog.getByLabel("File", { exact: true }).setInputFiles(file(BACKLOG));

// What is open is asked, with both readings; nothing can be taken over before.
await dialog.getByText("1.234 may be read in two ways").waitFor();
assert.equal(await dialog.getByRole("button", { name: /Take over/ }).count(), 0);
for (const theme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme: theme });
  assert.deepEqual(await looked(page), [], `the look of the questions, ${theme}`);
}
await dialog.getByRole("button", { name: "1.234 is 1234" }).click();
await dialog.getByRole("button", { name: "03/04/2027 is 2027-04-03" }).click();
await dialog.getByLabel("Period, such as 2027-Q1").fill("2027-Q1");
await dialog.getByLabel("Capacity in tokens").fill("9");
assert.deepEqual(await looked(page), [], "the look of what was understood");
await says(dialog.getByRole("region", { name: "Columns of the file" }), /Nutzen .* 1\.234 is 1234/);
await dialog.getByRole("button", { name: "Take over 3 initiatives" }).click();
await proven(page);
// 5 + 4 tokens for 2500 + 900.
await says(page.getByTestId("value"), /3,400 Proven best/);

// By keyboard alone: another file on the Data screen, a column that is said, initiatives that are there already.
await page.goto((await address(page, /#\/board/)).replace("#/board", "#/data"));
const bring = page.getByRole("button", { name: "Bring a file…" });
await bring.focus();
await page.keyboard.press("Enter");
await dialog.getByLabel("File", { exact: true }).setInputFiles(file("key,worth,effort\nA-3,700,4\nB-1,20,many\n"));
await dialog.getByText("no column is known to hold what an initiative is worth").waitFor();
await dialog.getByText("C3 (effort)").waitFor();
await dialog.getByRole("combobox", { name: "worth is" }).focus();
await page.keyboard.type("Value");
await dialog.getByText("no column is known").waitFor({ state: "detached" });
await dialog.getByLabel("File", { exact: true }).setInputFiles(file("key,value,effort\nA-3,700,4\n", "second.csv"));
await dialog.getByText("second.csv: 1 initiative").waitFor();
await dialog.getByLabel("Period, such as 2027-Q1").fill("2027-Q1");
await dialog.getByLabel("Initiatives that are stored already").selectOption("CHANGE");
await dialog.getByRole("button", { name: "Take over 1 initiative" }).press("Enter");
await proven(page);

// The plan as files.
await page.goto((await address(page, /#\/board/)).replace("#/board", "#/data"));
for (const [name, form] of [["Workbook", "xlsx"], ["Problem file", "json"]]) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  assert.equal(download.suggestedFilename(), `second.${form}`);
}
assert.deepEqual(faults, []);
await browser.close();
