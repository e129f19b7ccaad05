/** Runs: read the proof of one, get the same answer on the command line, start it anew with other settings, stop, cancel; a batch; by pointer and by keyboard. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { address, becomes, looked, open, proven, says, text } from "../browser.mjs";

const [, , url, python] = process.argv;
const { browser, page, faults } = await open();
const region = (name) => page.getByRole("region", { name, exact: true });
const dialog = page.getByRole("dialog");
const rows = page.locator("main section").first().locator("tbody tr");
const dressed = async (what) => {
  for (const theme of ["light", "dark"]) {
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
    assert.deepEqual(await looked(page), [], `${what}, ${theme}`);
  }
};
await page.goto(url);
await page.getByRole("button", { name: /Paste a table/ }).click();
const table = [["key", "title", "tokens", "value"], ["A-1", "<b>One</b>", "3", "10.25"], ["A-2", "Two", "4", "11.5"], ["A-3", "Three", "5", "0.125"]];
await page.getByRole("textbox", { name: /Rows/ }).fill(table.map((row) => row.join("\t")).join("\n"));
await page.getByRole("textbox", { name: "Capacity in tokens" }).fill("8");
await page.getByRole("button", { name: "Plan these" }).click();
await proven(page);
await page.getByRole("button", { name: "Keep…" }).click();
await page.getByRole("button", { name: "Keep", exact: true }).click();
await dialog.waitFor({ state: "detached" });
await page.getByRole("link", { name: "Runs" }).click();
await rows.first().locator(".grade-proven").waitFor();
await dressed("the look of runs");

// The line gives the same answer over the file that is beside it, in a folder that knows nothing of the server.
const asked = async () => {
  const folder = mkdtempSync(join(tmpdir(), "run-"));
  const [file] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: /^run-.*\.json$/ }).press("Enter")]);
  copyFileSync(await file.path(), join(folder, file.suggestedFilename()));
  const line = await text(page.getByTestId("command"));
  const [program, ...options] = line.split(" ");
  assert.equal(program, "optengine");
  const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
  const told = execFileSync(python, ["-P", "-m", "cli.main", ...options, "--json"], { cwd: folder, env: { ...process.env, PYTHONPATH: root }, encoding: "utf-8" });
  return { line, answer: JSON.parse(told) };
};
await rows.first().getByRole("button", { name: /^Proof/ }).press("Enter");
await says(dialog, /What the proof rests on Proven best .* Get the same answer again/);
await dressed("the look of a proof");
const first = await asked();
assert.match(first.line, /^optengine solve run-[\da-f]{8}\.json --solver auto --effort normal --time-limit [\d.]+$/);
assert.equal(Number(first.answer.objective), 21.75);
assert.deepEqual(first.answer.selected, ["A-1", "A-2"]);
await dialog.getByRole("button", { name: "Close" }).press("Enter");

// Anew, with another solver and a full proof: a run of its own beside the first, and its line says so.
await rows.first().getByRole("button", { name: /^Start anew/ }).press("Enter");
await dialog.getByRole("combobox", { name: "Solver" }).selectOption("highs");
await dialog.getByRole("combobox", { name: "How much work it is worth" }).selectOption({ label: "Proof, however long it takes" });
await dialog.getByRole("textbox", { name: /Seconds at most/ }).fill("x");
assert.ok(await dialog.getByRole("button", { name: "Start", exact: true }).isDisabled());
await dialog.getByRole("textbox", { name: /Seconds at most/ }).fill("60");
await dressed("the look of starting anew");
await dialog.getByRole("button", { name: "Start", exact: true }).press("Enter");
await dialog.waitFor({ state: "detached" });
await becomes(() => rows.count(), 2, "the runs");
await rows.first().locator(".grade-proven").waitFor();
await rows.first().getByRole("button", { name: /^Proof/ }).click();
await dialog.getByText("Get the same answer again").waitFor();
const second = await asked();
assert.match(second.line, / --solver highs --effort proof --time-limit 60$/);
assert.deepEqual(second.answer.selected, first.answer.selected);
await page.keyboard.press("Escape");
await dialog.waitFor({ state: "detached" });

// The link of a batch opens that batch, which then stands in the address.
const started = await page.evaluate(async () => {
  const ask = async (query, variables) => (await (await fetch("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query, variables }) })).json()).data;
  const { scenarios } = await ask("{ scenarios { nodes { id } } }");
  const made = [];
  for (const name of ["Winter", "Summer"]) {
    const input = { scenarioIds: [scenarios.nodes[0].id], name, capacities: name === "Winter" ? [{ share: "0.5" }, { share: "1" }] : [{ share: "1" }, { share: "1.5" }, { share: "2" }] };
    made.push(await ask("mutation($input: BatchStartInput!) { batchStart(input: $input) { __typename ... on MutationFailed { errors { message } } } }", { input }));
  }
  return made.map(({ batchStart }) => batchStart);
});
assert.deepEqual(started.map(({ __typename }) => __typename), ["BatchStarted", "BatchStarted"], JSON.stringify(started));
await page.reload();
await region("Batches").getByText("2 of 2").waitFor();
await region("Batches").getByText("3 of 3").waitFor();
await region("Batches").getByRole("link", { name: "Winter" }).press("Enter");
await address(page, /#\/compare.*batch=/);
await page.getByTestId("roadmaps").waitFor();
await becomes(() => page.getByRole("combobox", { name: "Roadmaps" }).evaluate((select) => select.selectedOptions[0].text), "Winter, 2 roadmaps", "the batch that is chosen");
await says(region("Figures of each roadmap"), /Proven .*Proven /);
await dressed("the look of the roadmaps of a batch");
assert.deepEqual(faults, []);
await browser.close();
