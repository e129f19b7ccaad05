// What Google gives a script, as far as ours uses it. Sheets are read from the local Sheets server, addresses that begin
// with `https://engine.example` lead to the real API.
import { randomUUID } from "node:crypto";
import { strict } from "./strict.mjs";

const ENGINE = "https://engine.example";
const FETCH_OPTIONS = ["method", "contentType", "headers", "payload", "muteHttpExceptions", "followRedirects"];

export function google({ sheetsUrl, apiUrl, spreadsheetId }, fetchNow, state) {
  const properties = (kept) =>
    strict("Properties", {
      getProperty: (key) => kept[key] ?? null,
      setProperty: (key, value) => {
        if (typeof value !== "string" || key.length + value.length > 9 * 1024) throw new Error(`${key} cannot be kept`);
        kept[key] = value;
      },
      deleteProperty: (key) => void delete kept[key],
    });

  function values(tab, render) {
    const address = `${sheetsUrl}/v4/spreadsheets/${spreadsheetId}/values/${encodeURIComponent(`'${tab}'`)}`;
    const answer = fetchNow(`${address}?valueRenderOption=${render}`, { headers: { Authorization: "Bearer local" } });
    if (answer.status === 400) return null;
    if (answer.status !== 200) throw new Error(answer.text ?? answer.failed);
    const rows = JSON.parse(answer.text).values ?? [[]];
    const width = Math.max(...rows.map((row) => row.length));
    return rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
  }

  function sheet(name) {
    if (values(name, "UNFORMATTED_VALUE") === null) return null;
    return strict("Sheet", {
      getName: () => name,
      activate: () => void (state.activeSheet = name),
      getActiveCell: () => strict("Range", { getRow: () => state.activeRow, getColumn: () => state.activeColumn }),
      getDataRange: () =>
        strict("Range", {
          getValues: () => values(name, "UNFORMATTED_VALUE"),
          getDisplayValues: () => values(name, "FORMATTED_VALUE").map((row) => row.map(String)),
        }),
    });
  }

  const Button = strict("Button", { OK: "OK", CANCEL: "CANCEL", CLOSE: "CLOSE" });
  const ButtonSet = strict("ButtonSet", { OK: "OK", OK_CANCEL: "OK_CANCEL" });

  function menu(title, items = []) {
    const self = strict("Menu", {
      addItem: (label, name) => (items.push([label, name]), self),
      addSeparator: () => self,
      addToUi: () => void (state.menus[title] = items),
    });
    return self;
  }

  const ui = strict("Ui", {
    Button,
    ButtonSet,
    createMenu: (title) => menu(title),
    alert: (title, words, buttons) => {
      state.alerts.push([title, words]);
      return buttons === "OK_CANCEL" ? (state.answers.shift() ?? "OK") : "OK";
    },
    showSidebar: (output) => void (state.sidebar = output.getContent()),
    showModalDialog: (output, title) => void (state.dialog = [title, output.getContent()]),
  });

  function htmlOutput(content) {
    const self = strict("HtmlOutput", {
      setTitle: () => self,
      setWidth: () => self,
      setHeight: () => self,
      getContent: () => content,
    });
    return self;
  }

  function fetchUrl(url, options) {
    if (state.trigger) throw new Error("You do not have permission to call UrlFetchApp.fetch");
    for (const key of Object.keys(options)) {
      if (!FETCH_OPTIONS.includes(key)) throw new Error(`UrlFetchApp.fetch takes no ${key}`);
    }
    if (options.muteHttpExceptions !== true) throw new Error("a refusal would be thrown");
    state.fetches += 1;
    const fault = state.faults.shift();
    if (fault === "unreachable" || !url.startsWith(`${ENGINE}/`)) throw new Error(`Address unavailable: ${url}`);
    const answer =
      fault && fault !== "lost"
        ? { status: Number(fault), text: "<html>trouble</html>" }
        : fetchNow(apiUrl + url.slice(ENGINE.length), {
            method: options.method,
            headers: { "Content-Type": options.contentType, ...options.headers },
            body: options.payload,
            redirect: options.followRedirects === false ? "manual" : "follow",
          });
    if (fault === "lost" || answer.failed) throw new Error(`Timeout: ${url}`);
    return strict("HTTPResponse", { getResponseCode: () => answer.status, getContentText: () => answer.text });
  }

  return {
    SpreadsheetApp: strict("SpreadsheetApp", {
      getUi: () => ui,
      flush: () => undefined,
      getActive: () =>
        strict("Spreadsheet", {
          getId: () => spreadsheetId,
          getSheetByName: sheet,
          getActiveSheet: () => sheet(state.activeSheet),
        }),
    }),
    PropertiesService: strict("PropertiesService", {
      getUserProperties: () => properties(state.userProperties),
      getDocumentProperties: () => properties(state.documentProperties),
    }),
    LockService: strict("LockService", {
      getDocumentLock: () =>
        strict("Lock", {
          tryLock: () => !state.lockTaken && (state.locked = true),
          releaseLock: () => void (state.locked = false),
        }),
    }),
    Utilities: strict("Utilities", { getUuid: () => randomUUID(), sleep: (pause) => void (state.slept += pause) }),
    HtmlService: strict("HtmlService", { createHtmlOutput: htmlOutput }),
    UrlFetchApp: strict("UrlFetchApp", { fetch: fetchUrl }),
  };
}
