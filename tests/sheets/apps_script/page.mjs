// A page of the script in a browser of the barest kind: the elements that its HTML names, and Google's bridge.
import { createContext, runInContext } from "node:vm";
import { strict } from "./strict.mjs";

function node(tag, attributes = {}) {
  const children = [];
  const listeners = {};
  let own = "";
  const self = strict(`<${tag}>`, {
    tag,
    children,
    className: "",
    title: "",
    value: "",
    href: "",
    disabled: false,
    hidden: "hidden" in attributes,
    get textContent() {
      return own + children.map((child) => child.textContent).join(" ");
    },
    set textContent(text) {
      children.length = 0;
      own = String(text);
    },
    append: (...added) => void children.push(...added),
    replaceChildren: (...added) => void children.splice(0, children.length, ...added),
    removeAttribute: (name) => void (self[name] = ""),
    addEventListener: (event, listener) => void (listeners[event] = listener),
    click: () => {
      if (self.disabled || self.hidden) throw new Error(`${tag} ${own} cannot be clicked now`);
      listeners.click();
    },
  });
  return self;
}

export function openPage(html, callScript) {
  const [, markup, script] = /<body>([^]*)<script>([^]*)<\/script>/.exec(html);
  const elements = {};
  for (const [, tag, text] of markup.matchAll(/<([\w-]+)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g)) {
    const attributes = Object.fromEntries([...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map((m) => [m[1], m[2] ?? ""]));
    if (attributes.id) elements[attributes.id] = node(tag, attributes);
  }
  const page = { elements, timers: [], isClosed: false, waiting: 0 };
  const runner = (onSuccess, onFailure) =>
    new Proxy({}, {
      get(_, name) {
        if (name === "withSuccessHandler") return (handler) => runner(handler, onFailure);
        if (name === "withFailureHandler") return (handler) => runner(onSuccess, handler);
        return (...parameters) => {
          page.waiting += 1;
          setImmediate(() => {
            page.waiting -= 1;
            try {
              // As Google does: only what JSON can carry comes through.
              onSuccess(JSON.parse(JSON.stringify(callScript(name, parameters) ?? null)));
            } catch (error) {
              onFailure(new Error(error.message));
            }
          });
        };
      },
    });
  const context = createContext({
    document: strict("document", {
      getElementById: (id) => elements[id] ?? null,
      createElement: (tag) => node(tag),
    }),
    setTimeout: (action, pause) => void page.timers.push({ action, pause }),
    google: strict("google", {
      script: strict("google.script", {
        get run() {
          return runner();
        },
        host: strict("google.script.host", { close: () => void (page.isClosed = true) }),
      }),
    }),
  });
  runInContext(script, context, { filename: "page.js" });
  return page;
}

/** Wait until the script has answered everything that the page has asked. */
export async function settled(page) {
  do await new Promise((resolve) => setImmediate(resolve));
  while (page.waiting > 0);
}

/** Everything that a person sees of a page: the texts of what is not hidden, by id. */
export function seen({ elements, isClosed, timers }) {
  const shown = Object.entries(elements).filter(([, element]) => !element.hidden);
  return {
    isClosed,
    pauses: timers.map(({ pause }) => pause),
    texts: Object.fromEntries(shown.map(([id, { textContent, value }]) => [id, textContent || String(value)])),
    enabled: [elements.primary, elements.offers].flatMap((each) => each?.children ?? []).filter((each) => !each.disabled).length,
  };
}
