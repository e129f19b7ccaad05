/** Socket, solver and server lost in the middle of a drag: node lost.mjs PYTHON FOLDER ROOT; starts the server itself. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

import { becomes, draftOf, looked, open, proven, text } from "./browser.mjs";

const [, , python, folder, root] = process.argv;

/** The server on a port; its address once it answers. */
async function serve(port) {
  const server = spawn(python, ["-m", "cli.main", "serve", "--port", String(port)], { cwd: folder, env: { ...process.env, PYTHONPATH: root }, stdio: ["ignore", "pipe", "ignore"] });
  const url = await new Promise((resolve, reject) => {
    server.stdout.on("data", (text) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(String(text));
      if (found) resolve(found[0]);
    });
    server.on("exit", () => reject(new Error("the server ended")));
  });
  return { server, url };
}

/** What a process has started, and what that has. */
function below(pid) {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [[Number(name), Number(readFileSync(`/proc/${name}/stat`, "utf-8").split(") ")[1].split(" ")[1])]];
      } catch {
        return [];
      }
    });
  const children = (of) => parents.filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...children(child)]);
  return children(pid);
}

let { server, url } = await serve(0);
const { browser, page, faults } = await open();
const sockets = [];
await page.routeWebSocket(/graphql/, (socket) => {
  socket.connectToServer();
  sockets.push(socket);
});
const value = page.getByTestId("value");
const figure = (told) => told.replace(/ Proven best.*/, "");

try {
  await page.goto(url);
  await page.getByRole("button", { name: /Try the sample/ }).click();
  await proven(page);
  const slider = page.locator("[data-place='capacity:global@2026-Q1'] input[type=range]");
  const thumbWidth = 10;
  /** Drag left by some pixels; meanwhile something is lost. What is let go of then stands in the address. */
  const drag = async (by, lose) => {
    const { x, y, width, height } = await slider.boundingBox();
    const share = await slider.evaluate(({ value, max }) => Number(value) / Number(max));
    const at = [x + thumbWidth / 2 + share * (width - thumbWidth), y + height / 2];
    await page.mouse.move(...at);
    await page.mouse.down();
    await page.mouse.move(at[0] - by / 2, at[1], { steps: 4 });
    await lose();
    await page.mouse.move(at[0] - by, at[1], { steps: 4 });
    await page.mouse.up();
    return draftOf(page);
  };
  /** The draft is still asked, and answered as a page answers it that has just opened the link. */
  const survived = async (draft, what) => {
    await proven(page);
    assert.equal(await draftOf(page), draft, what);
    assert.match(draft, /^capacity:global@2026-Q1=[\d.]+$/, what);
    const other = await page.context().newPage();
    await other.goto(await page.evaluate(() => location.href));
    await proven(other);
    const told = figure(await text(other.getByTestId("value")));
    await becomes(async () => figure(await text(value)), told, what);
    await other.close();
  };

  await survived(await drag(12, async () => sockets.forEach((socket) => socket.close({ code: 1012 }))), "a lost socket");
  await survived(await drag(10, async () => below(server.pid).forEach((pid) => process.kill(pid, "SIGKILL"))), "killed workers and solvers");

  const draft = await drag(14, async () => {
    [...below(server.pid), server.pid].forEach((pid) => process.kill(pid, "SIGKILL"));
    await new Promise((resolve) => server.once("exit", resolve));
  });
  await page.getByText(/The connection is lost\. What you try is kept/).waitFor();
  assert.equal(await draftOf(page), draft);
  assert.equal(await page.locator("[data-testid='value'] .grade-proven").count(), 0, "nothing is proven of a draft that nobody has answered");
  assert.ok(await page.getByRole("button", { name: "Keep…" }).isDisabled(), "nothing can be kept");
  assert.deepEqual(await looked(page), [], "the look of a lost connection");
  ({ server } = await serve(new URL(url).port));
  await survived(draft, "a killed server");
  await page.getByText(/The connection is lost/).waitFor({ state: "detached" });
  assert.deepEqual(faults, []);
} finally {
  await browser.close();
  server.kill("SIGTERM");
}
