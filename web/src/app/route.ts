/** Where in the page one is: all of it stands in the fragment of the address, so that a link opens what is seen. */
import { useSyncExternalStore } from "react";

export interface Route {
  readonly screen: string;
  readonly query: URLSearchParams;
}

/** What goes along from screen to screen: the plan and what is tried on it. */
export const CARRIED = ["plan", "rules", "edit"];

function read(): Route {
  const [screen = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  return { screen, query: new URLSearchParams(query) };
}

let current = read();
const listeners = new Set<() => void>();

function changed() {
  current = read();
  for (const listener of listeners) listener();
}

addEventListener("hashchange", changed);
addEventListener("popstate", changed);

export function useRoute(): Route {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

/** Readable where it can be: rule ids keep their colons and the fragment its commas. */
function written(screen: string, query: URLSearchParams): string {
  const text = query.toString().replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%40/g, "@").replace(/%3D/g, "=").replace(/%5B/g, "[").replace(/%5D/g, "]");
  return `#/${screen}${text && `?${text}`}`;
}

/** The address of a screen for the plan of this moment. */
export function hrefOf(screen: string, extra: Record<string, string> = {}, from: Route = current): string {
  const query = new URLSearchParams();
  for (const name of CARRIED) for (const value of from.query.getAll(name)) query.append(name, value);
  for (const [name, value] of Object.entries(extra)) query.set(name, value);
  return written(screen, query);
}

/** Change parts of the address; null takes one away. A step to go back over, unless told to replace. */
export function setQuery(changes: Record<string, string | readonly string[] | null>, replace = true): void {
  const query = new URLSearchParams(current.query);
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    if (value !== null) for (const each of typeof value === "string" ? [value] : value) query.append(name, each);
  }
  const address = written(current.screen, query);
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  changed();
}

export function go(address: string): void {
  history.pushState(null, "", address);
  changed();
}
