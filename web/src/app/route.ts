/** Where in the page one is: all of it stands in the fragment of the address, so that a link opens what is seen. */
import { useMemo, useSyncExternalStore } from "react";

export interface Route {
  readonly screen: string;
  readonly query: URLSearchParams;
}

export interface Asked {
  readonly plan: string | null;
  readonly rules: string | null;
}

/** What goes along from screen to screen: the plan and what is tried on it. */
export const CARRIED = ["plan", "rules", "edit"];

function read(hash: string): Route {
  const [screen = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { screen, query: new URLSearchParams(query) };
}

let current = read(location.hash);
const listeners = new Set<() => void>();

function shown(route: Route) {
  current = route;
  for (const listener of listeners) listener();
}

/** Browsers refuse an address that changes too often (Safari more than 100 times in 30 s), and a drag changes it in every frame. */
const APART_MS = 350;
let newest: string | null = null;
let waits: ReturnType<typeof setTimeout> | undefined;

/** Write the address that is not written yet; whoever reads or leaves it calls this first. */
export function flushAddress(): void {
  if (newest === null) return;
  history.replaceState(null, "", newest);
  newest = null;
}

/** Load the page anew at the newest address. */
export function reload(): void {
  flushAddress();
  location.reload();
}

function writeSoon(address: string): void {
  newest = address;
  if (waits !== undefined) return;
  flushAddress();
  waits = setTimeout(() => {
    waits = undefined;
    if (newest !== null) writeSoon(newest);
  }, APART_MS);
}

function moved() {
  newest = null;
  shown(read(location.hash));
}

addEventListener("hashchange", moved);
addEventListener("popstate", moved);
addEventListener("click", flushAddress, true);
addEventListener("pagehide", flushAddress);

function heard(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRoute(): Route {
  return useSyncExternalStore(heard, () => current);
}

/** A part of the address; who reads it is not drawn again while other parts change, such as the draft in a drag. */
export function useRoutePart<T extends string | null>(part: (route: Route) => T): T {
  return useSyncExternalStore(heard, () => part(current));
}

/** Which plan the address asks for. */
export function useAsked(): Asked {
  const plan = useRoutePart(({ query }) => query.get("plan"));
  const rules = useRoutePart(({ query }) => query.get("rules"));
  return useMemo(() => ({ plan, rules }), [plan, rules]);
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
  if (!replace) return go(address);
  writeSoon(address);
  shown({ screen: current.screen, query });
}

export function go(address: string): void {
  flushAddress();
  history.pushState(null, "", address);
  moved();
}
