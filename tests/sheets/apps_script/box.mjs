// Runs the bundled script between stand-ins for Google, one command a line: {"do": name, ...} in, an answer out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createContext, runInContext } from "node:vm";
import { fetcher } from "./fetcher.mjs";
import { google } from "./google.mjs";
import { openPage, seen, settled } from "./page.mjs";

const { bundle, ...where } = JSON.parse(process.argv[2]);
const state = {
  userProperties: {}, documentProperties: {}, menus: {}, alerts: [], answers: [], faults: [], fetches: 0, slept: 0,
  sidebar: null, dialog: null, activeSheet: "Candidates", activeRow: 1, activeColumn: 1, trigger: false, locked: false, lockTaken: false,
};
const script = createContext(google(where, fetcher(), state));
runInContext(readFileSync(bundle, "utf8"), script, { filename: "Code.js" });

let page = null;
const callScript = (name, parameters = []) => {
  if (!Object.hasOwn(script, name)) throw new Error(`Script function not found: ${name}`);
  return script[name](...parameters);
};

const commands = {
  call: ({ name, parameters }) => callScript(name, parameters) ?? null,
  /** A simple trigger has few rights. */
  trigger: ({ name }) => {
    state.trigger = true;
    try {
      callScript(name, [{}]);
    } finally {
      state.trigger = false;
    }
  },
  press: ({ label }) => {
    const item = Object.values(state.menus).flat().find(([text]) => text === label);
    if (!item) throw new Error(`no menu item ${label}`);
    state.alerts = [];
    callScript(item[1]);
    return state.alerts;
  },
  set: ({ values }) => void Object.assign(state, values),
  state: () => state,
  openPage: async ({ html }) => {
    page = openPage(html, callScript);
    await settled(page);
    return seen(page);
  },
  fill: ({ id, text }) => void (page.elements[id].value = text),
  click: async ({ id, label }) => {
    const element = page.elements[id];
    (label ? element.children.find((child) => child.textContent === label) : element).click();
    await settled(page);
    return seen(page);
  },
  /** Let the timer ring that the page has set. */
  ring: async () => {
    page.timers.shift().action();
    await settled(page);
    return seen(page);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = { ok: (await commands[command.do](command)) ?? null };
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
