/** What the page costs, over the sample of an empty server: node scripts/budgets.mjs URL; a line of a table for each budget. */
import { open, proven } from "../tests/browser.mjs";

const [, , url] = process.argv;
const STEPS = 40;
const { browser, page } = await open();
const part = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const rows = [];
const told = (what, budget, value) => rows.push(`| ${what} | ${budget} | ${value} |`);

await page.goto(url);
await page.getByRole("button", { name: /Try the sample/ }).click();
await proven(page);
const plan = page.url();
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

/** As a hand does it: past the setter by which React would think that nothing has changed. */
await page.evaluate(() => {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  globalThis.slide = (to) => {
    const slider = document.querySelector("[data-place='capacity:global@2026-Q1'] input[type=range]");
    set.call(slider, String(to(Number(slider.value))));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
});

/** Steps of a slider: until the page paints its own control, and until an answer to the new draft is shown. */
const steps = await page.evaluate(async (count) => {
  const value = document.querySelector("[data-testid=value]");
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const found = [];
  for (let step = 0; step < count; step++) {
    const from = performance.now();
    globalThis.slide((now) => now + (step % 8 < 4 ? -1 : 1));
    await frame();
    const painted = performance.now() - from;
    while (!value.querySelector(".grade-proven, .grade-between, .grade-impossible") && performance.now() - from < 10_000) await frame();
    found.push([painted, performance.now() - from]);
  }
  return found;
}, STEPS);
told("own control painted, p95 of 40 steps", "16 ms", `${Math.round(part(steps.map(([own]) => own), 0.95))} ms`);
told("an answer or an interval shown, p95 of 40 steps", "300 ms", `${Math.round(part(steps.map(([, all]) => all), 0.95))} ms`);

const frames = await page.evaluate(async () => {
  const body = document.querySelector(".grid-body");
  const found = [];
  let before = performance.now();
  for (let step = 0; step < 120; step++) {
    body.scrollTop = (step % 60) * 40;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const now = performance.now();
    found.push(now - before);
    before = now;
  }
  return found.slice(1);
});
told("a frame of scrolling, median", "17 ms", `${part(frames, 0.5).toFixed(1)} ms`);
told("a frame of scrolling, p95", "34 ms", `${part(frames, 0.95).toFixed(1)} ms`);

const heap = await page.context().newCDPSession(page);
const used = async () => {
  await heap.send("HeapProfiler.collectGarbage");
  return (await heap.send("Runtime.getHeapUsage")).usedSize;
};
const before = await used();
for (let turn = 0; turn < 1_000; turn++) {
  await page.evaluate((step) => globalThis.slide(() => 100 + (step % 40)), turn);
}
if (!/edit=capacity:global/.test(page.url())) throw new Error("the slider did not move");
await proven(page);
told("heap grown by 1,000 edits", "20 MB", `${((await used() - before) / 1e6).toFixed(1)} MB`);
console.log(["| what | budget | measured |", "|---|---|---|", ...rows].join("\n"));
await browser.close();
