/** The pictures of docs/explorer.md, taken of a real server: node scripts/pictures.mjs URL FOLDER */
import { open, proven } from "../tests/browser.mjs";

const [, , url, folder] = process.argv;
const take = (page, name) => page.screenshot({ path: `${folder}/${name}.png` });

const { browser, page } = await open({ width: 1280, height: 800 });
await page.goto(url);
await page.getByRole("heading", { name: "Start with a plan" }).waitFor();
await take(page, "first-run");
await page.getByRole("button", { name: /Try the sample/ }).click();
await proven(page);
const limit = page.getByRole("textbox", { name: "All, 2026-Q1: limit" });
await limit.fill("110");
await limit.press("Enter");
await proven(page);
await take(page, "board");
await limit.fill("2");
await limit.press("Enter");
await page.getByTestId("conflict").getByRole("button", { name: /Undo/ }).waitFor();
await take(page, "conflict");
await page.getByTestId("conflict").getByRole("button", { name: /Undo/ }).click();
await page.getByRole("button", { name: "Undo" }).click();
await proven(page);
await page.getByRole("link", { name: "Roadmap" }).click();
await page.locator(".item").first().waitFor();
await take(page, "roadmap");
await page.getByRole("link", { name: "Trade" }).click();
await page.getByRole("button", { name: "CHK-08 in" }).click();
await page.locator(".trade-sentence").waitFor({ timeout: 120_000 });
await take(page, "trade");
await page.getByRole("link", { name: "Board", exact: true }).click();
await proven(page);
await page.getByRole("button", { name: /Use the dark/ }).click();
await take(page, "board-dark");
await browser.close();
