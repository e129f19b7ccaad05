/**
 * What a hand is moving: its control shows it at once, and the plan hears of it when that has been painted.
 *
 * Whatever is done next hears of it first, and nothing counts as proven while a move waits here.
 */
import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

import { flushAddress } from "../app/route";

/** Two frames: long enough for the control to be painted, and still shorter than the server is left alone. */
const PASSED_MS = 32;

let waits: { readonly of: string; readonly pass: () => void } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function hold(next: typeof waits): void {
  const turns = (waits === null) !== (next === null);
  waits = next;
  if (turns) for (const listener of listeners) listener();
}

/** Pass a move on in a moment. One that waits of the same control is forgotten, one of another is passed on. */
export function passSoon(of: string, pass: () => void): void {
  if (waits && waits.of !== of) passNow();
  if (!waits) timer = setTimeout(passNow, PASSED_MS);
  hold({ of, pass });
}

export function passNow(): void {
  if (!waits) return;
  clearTimeout(timer);
  const { pass } = waits;
  pass();
  hold(null);
}

/** A plan that is left is changed no more. */
export function dropMove(): void {
  clearTimeout(timer);
  hold(null);
}

export function useMoving(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waits !== null,
  );
}

/** Drawn before anybody else hears of the event, so that what it undoes, keeps or copies is the newest. */
function settle(event: Event): void {
  const goesOn = event instanceof KeyboardEvent && event.target instanceof HTMLInputElement && event.target.type === "range" && !event.ctrlKey && !event.metaKey;
  if (!waits || goesOn) return;
  flushSync(passNow);
  flushAddress();
}

for (const kind of ["keydown", "pointerdown", "pointerup", "click", "pagehide"]) addEventListener(kind, settle, true);
