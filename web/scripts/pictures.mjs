/**
 * Pictures of every screen at 1440, 1024 and 390 pixels, light and dark, taken of a real server with an empty database:
 * node scripts/pictures.mjs URL FOLDER
 *
 * Each shows its screen whole, as though the window were as high as what is in it, and is called SCREEN-WIDTH-THEME. What is cut
 * or scrolls sideways is told.
 */
import { open, proven } from "../tests/browser.mjs";

const [, , url, folder] = process.argv;
const SIZES = [[1440, 900], [1024, 768], [390, 844]];
const HIGHEST = 3_000;
const LONG = { timeout: 600_000 };

const { browser, page, faults } = await open();
const link = (name) => page.getByRole("link", { name, exact: true });
const press = (name) => page.getByRole("button", { name }).click();

/** What stands where it should not, in the page: to the side of the window, or cut by its own box. */
function odd() {
  const name = (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${element.textContent.trim().slice(0, 40)}"`;
  const found = [];
  for (const element of document.querySelectorAll("#root *, .overlay *")) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || element.closest(".sr, svg, .cards thead")) continue;
    const style = getComputedStyle(element);
    const wide = element.scrollWidth > element.clientWidth + 1;
    if (wide && /auto|scroll/.test(style.overflowX)) found.push(`scrolls sideways by ${element.scrollWidth - element.clientWidth}: ${name(element)}`);
    else if (wide && style.overflowX === "hidden" && style.textOverflow !== "ellipsis" && element.clientWidth > 1) found.push(`cut: ${name(element)}`);
    else if (wide && element.matches("button, a, .tag, .grade, th, td, select")) found.push(`overflows: ${name(element)}`);
    if (box.right > innerWidth + 1 && !element.parentElement.closest(".table-scroll, .rail, .main *") ) found.push(`beside the window: ${name(element)}`);
  }
  return found.slice(0, 12);
}

async function take(name) {
  for (const theme of ["light", "dark"]) {
    await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      const below = await page.evaluate(() => Math.max(0, ...[...document.querySelectorAll(".main, .dialog, .core-list, .trade-list")].map((main) => main.scrollHeight - main.clientHeight)));
      if (below) await page.setViewportSize({ width, height: Math.min(height + below, HIGHEST) });
      await page.waitForTimeout(250);
      await page.evaluate(odd).then((found) => found.forEach((line) => console.log(`${name} ${width} ${theme}: ${line}`)));
      await page.screenshot({ path: `${folder}/${name}-${width}-${theme}.png` });
    }
  }
  await page.evaluate(() => (document.documentElement.dataset.theme = "light"));
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function keep(name) {
  await press("Keep…");
  if (name) {
    await page.getByRole("textbox", { name: "Name" }).fill(name);
    await take("keep");
  }
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached", ...LONG });
  await proven(page);
}

await page.goto(url);
await page.getByRole("heading", { name: "Start with a plan" }).waitFor();
await take("first-run");
await press(/Bring a workbook/);
const backlog = "Issue key;Summary;Status;Due date;Story Points;Business Value\nSHOP-1;Guest checkout;To Do;03/04/2027;8 pts;1.234\nSHOP-2;Search;Done;;5 pts;2.500\n";
await page.getByLabel("File", { exact: true }).setInputFiles({ name: "backlog.csv", mimeType: "text/csv", buffer: Buffer.from(backlog) });
await page.getByText("1.234 may be read in two ways").waitFor();
await take("bring-a-file");
await page.keyboard.press("Escape");
await page.getByRole("dialog").waitFor({ state: "detached" });
await press(/Paste a table/);
await take("paste");
await page.getByRole("button", { name: /Cancel|Back|Close/ }).first().click();
await press(/Try the sample/);
await proven(page);
const sample = page.url();
await keep(null);
const limit = page.getByRole("textbox", { name: "All, 2026-Q1: limit" });
const set = async (value) => {
  await limit.fill(value);
  await limit.press("Enter");
};
await set("110");
await proven(page);
await take("board");
await set("2");
await page.getByTestId("way-out").waitFor(LONG);
await take("conflict");
await page.getByTestId("conflict").getByRole("button", { name: /Undo/ }).click();
await proven(page);
await keep("With ten tokens less");
await link("Roadmap").click();
await page.locator(".item").first().waitFor();
await take("roadmap");
await link("Runs").click();
await page.getByRole("button", { name: /^Proof/ }).first().waitFor(LONG);
await take("runs");
await page.getByRole("button", { name: /^Start anew/ }).first().click();
await page.getByRole("dialog").waitFor();
await take("start-anew");
await page.keyboard.press("Escape");
await page.getByRole("dialog").waitFor({ state: "detached" });
await page.getByRole("button", { name: /^Proof/ }).first().click();
await page.getByText("Inputs").waitFor(LONG);
await take("proof");
await press("Close").catch(() => page.keyboard.press("Escape"));
await page.keyboard.press("Escape");
for (const name of ["Rules", "Data", "Admin"]) {
  await link(name).click();
  await page.getByRole("heading", { level: 1, name }).waitFor(LONG);
  await page.waitForTimeout(1_500);
  await take(name.toLowerCase());
}
await page.goto(`${sample}&why=CHK-04`);
await page.getByRole("heading", { name: "Why it is not in" }).waitFor(LONG);
await take("why");
await press("Close");
await link("Trade").click();
await press("CHK-04 in");
await page.locator(".trade-sentence").waitFor(LONG);
await take("trade");
await link("Frontier").click();
await press("Find the steps");
await page.locator(".frontier-chart").waitFor(LONG);
await page.locator(".point").last().click();
await take("frontier");
await link("Certainty").click();
await press("Find what is certain");
await page.getByText(/is enough/).waitFor(LONG);
await take("certainty");
await link("Prices").click();
await press("Find the prices");
await page.getByText("All prices are").waitFor(LONG);
await take("prices");
await link("Capacities").click();
await press("Value the capacities");
await page.getByRole("columnheader", { name: "Next limit that helps" }).waitFor(LONG);
await take("capacities");
await link("Alternatives").click();
await press("Find alternatives");
await page.getByRole("columnheader", { name: "Against the best plan" }).waitFor(LONG);
await take("alternatives");
await link("Safe plan").click();
await press("Find the safe plan");
await page.getByTestId("safe").waitFor(LONG);
await take("safe");
await link("Compare").click();
await page.getByTestId("compared").waitFor(LONG);
await take("compare");
await link("Roadmaps").click();
await page.getByRole("textbox", { name: "Total capacity, % of today" }).fill("90, 100, 110");
await press("Compare roadmaps");
await page.getByTestId("roadmaps").waitFor(LONG);
await take("roadmaps");
await link("Solvers").click();
await press("Ask every solver");
await page.getByRole("region", { name: "Answers of the solvers" }).waitFor(LONG);
await take("solvers");
await page.goto(`${url}/#/board?plan=U2NlbmFyaW86OTk&rules=none`);
await page.getByRole("heading", { name: "This plan is not here" }).waitFor(LONG);
await take("missing");
// What only other servers show: one that wants a token, and one that is gone, which the console tells as a fault.
const found = [...faults];
await page.route("**/graphql", (route) => route.fulfill({ status: 401, json: { errors: [{ message: "unauthenticated" }] } }));
await page.goto(url);
await page.getByRole("textbox").waitFor(LONG);
await take("sign-in");
await page.unroute("**/graphql");
await page.route("**/graphql", (route) => route.abort());
await page.goto(`${url}/?gone`);
await page.getByRole("heading", { name: "The server cannot be reached" }).waitFor(LONG);
await take("unreachable");
await browser.close();
if (found.length) throw new Error(found.join("\n"));
