/** What the page costs, over the sample of an empty server: node scripts/budgets.mjs URL; a line of a table for each budget. */
import { open, proven, settled } from "../tests/browser.mjs";

const [, , url] = process.argv;
const STEPS = 40;
const { browser, page } = await open();
const part = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const rows = [];
const told = (what, budget, value) => rows.push(`| ${what} | ${budget} | ${value} |`);

await page.goto(url);
await page.getByRole("button", { name: /Try the sample/ }).click();
await proven(page);
const plan = await page.evaluate(() => location.href);
const trace = await page.context().newCDPSession(page);
await trace.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
await trace.send("Performance.enable");
const opened = [];
for (let turn = 0; turn < 5; turn++) {
  const other = await page.context().newPage();
  const from = Date.now();
  await other.goto(plan);
  await other.locator(".grid-body [data-key]").first().waitFor();
  opened.push(Date.now() - from);
  await other.close();
}
told("usable on loopback, median of 5", "1 s", `${part(opened, 0.5)} ms`);

/** As a hand does it, in the slider's own steps: past the setter by which React would think that nothing has changed. */
const hand = () =>
  page.evaluate(() => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    globalThis.slide = (to) => {
      const slider = document.querySelector("[data-place^='capacity:global'] input[type=range]");
      const before = slider.value;
      set.call(slider, String(to(Number(before), Number(slider.step))));
      if (slider.value === before) throw new Error(`the slider did not move from ${before}`);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    globalThis.frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  });

/** Processor time of the main thread from a step of a slider until it is painted, which a busy machine does not lengthen. */
async function own(rows) {
  await page.evaluate(() => globalThis.frame());
  const cpu = async () => (await trace.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1_000;
  const found = [];
  for (let step = 0; step < STEPS; step++) {
    const from = await cpu();
    await page.evaluate(async (by) => {
      globalThis.slide((now, unit) => now + by * unit);
      await globalThis.frame();
    }, step % 8 < 4 ? -1 : 1);
    found.push((await cpu()) - from);
    await page.waitForTimeout(120);
  }
  told(`own control painted, ${rows}: processor time, median`, "16 ms", `${part(found, 0.5).toFixed(1)} ms`);
  told(`own control painted, ${rows}: processor time, p95 of 40 steps`, "16 ms", `${part(found, 0.95).toFixed(1)} ms`);
}

await hand();
await own("71 rows");

/** Steps of a slider: until the page paints its own control, and until an answer to the new draft is shown. */
const steps = await page.evaluate(async (count) => {
  const value = document.querySelector("[data-testid=value]");
  const { frame } = globalThis;
  const found = [];
  for (let step = 0; step < count; step++) {
    const from = performance.now();
    globalThis.slide((now, unit) => now + (step % 8 < 4 ? -unit : unit));
    await frame();
    const painted = performance.now() - from;
    while (!value.querySelector(".grade-proven, .grade-between, .grade-impossible") && performance.now() - from < 10_000) await frame();
    found.push([painted, performance.now() - from]);
  }
  return found;
}, STEPS);
told("own control painted, 71 rows: until the frame, p95 of 40 steps", "16 ms", `${Math.round(part(steps.map(([own]) => own), 0.95))} ms`);
told("an answer or an interval shown, p95 of 40 steps", "300 ms", `${Math.round(part(steps.map(([, all]) => all), 0.95))} ms`);

async function scroll(rows) {
  const frames = await page.evaluate(async () => {
    const body = document.querySelector(".grid-body");
    const far = body.scrollHeight - body.clientHeight;
    const found = [];
    let before = performance.now();
    for (let step = 0; step < 120; step++) {
      body.scrollTop = ((step % 60) * Math.max(far, 2_400)) / 60;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      found.push(now - before);
      before = now;
    }
    return found.slice(1);
  });
  told(`a frame of scrolling, ${rows}, median`, "17 ms", `${part(frames, 0.5).toFixed(1)} ms`);
  told(`a frame of scrolling, ${rows}, p95`, "34 ms", `${part(frames, 0.95).toFixed(1)} ms`);
}
await scroll("71 rows");

const used = async () => {
  await trace.send("HeapProfiler.collectGarbage");
  return (await trace.send("Runtime.getHeapUsage")).usedSize;
};
const before = await used();
for (let turn = 0; turn < 1_000; turn++) {
  await page.evaluate((step) => globalThis.slide((_, unit) => (20 + (step % 40)) * unit), turn);
}
await proven(page);
if (!/edit=capacity:global/.test(page.url())) throw new Error("the slider did not move");
told("heap grown by 1,000 edits", "20 MB", `${((await used() - before) / 1e6).toFixed(1)} MB`);

// Five thousand candidates, pasted.
await page.goto(`${url}/#/welcome`);
await page.getByRole("button", { name: /Paste a table/ }).click();
const candidates = Array.from({ length: 5_000 }, (_, index) => [`X-${String(index).padStart(4, "0")}`, `Initiative ${index}`, 1 + (index % 7), 1 + ((index * 7_919) % 997)]);
// At once, as a paste is: typing this much takes the browser itself minutes.
await page.getByRole("textbox", { name: /Rows/ }).evaluate((area, text) => {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}, [["key", "title", "tokens", "value"], ...candidates].map((row) => row.join("\t")).join("\n"));
await page.getByRole("textbox", { name: "Capacity in tokens" }).fill("4000");
await page.getByRole("button", { name: "Plan these" }).click();
await page.locator(".grid-body [data-key='X-0001']").waitFor({ state: "attached", timeout: 120_000 });
await page.locator("[data-place='capacity:global'] input[type=range]").waitFor({ state: "attached", timeout: 120_000 });
await settled(page);
await hand();
await own("5,000 rows");
await scroll("5,000 rows");
console.log(["| what | budget | measured |", "|---|---|---|", ...rows].join("\n"));
await browser.close();
