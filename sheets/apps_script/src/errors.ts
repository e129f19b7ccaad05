import type { Answer } from "./shared";

/** Something to be told to the person in these words. */
export class PlainError extends Error {
  override readonly name = "PlainError";
}

/** What a failure is called in words. */
export function inWords(error: unknown): string {
  if (error instanceof PlainError) return error.message;
  const detail = error instanceof Error ? error.message : String(error);
  return `Something went wrong that should not: ${detail}`;
}

/** Answer a page; whatever fails is told in words. */
export function answered<T>(ask: () => T): Answer<T> {
  try {
    return { ok: true, value: ask() };
  } catch (error) {
    return { ok: false, message: inWords(error) };
  }
}
