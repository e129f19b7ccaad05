import { PlainError } from "./errors";
import type { Connection } from "./settings";

interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

/** The engine did not answer, so that it is not known whether it has done what was asked. */
export class NoAnswerError extends PlainError {}

/**
 * Ask the API.
 *
 * Raises PlainError for what it refuses, NoAnswerError where it gave no answer at all.
 */
export function ask<T>({ url, token }: Connection, query: string, variables: Record<string, unknown>): T {
  const response = fetched(url, {
    method: "post",
    contentType: "application/json",
    headers: { Authorization: `Bearer ${token}`, Accept: "application/json" },
    payload: JSON.stringify({ query, variables }),
    muteHttpExceptions: true,
    followRedirects: false,
  });
  const code = response.getResponseCode();
  const answer = parsed(response.getContentText());
  const said = answer?.errors?.[0]?.message ?? "";
  if (code === 401 || code === 403) {
    const why = said ? ` (${said})` : "";
    throw new PlainError(`The Optimization Engine does not accept your token${why}: Optimization > Settings.`);
  }
  if (code === 429) throw new PlainError("The Optimization Engine is asked too often. Try again in a minute.");
  if (code >= 500) throw new NoAnswerError(`The Optimization Engine is in trouble (${code}). Try again in a minute.`);
  if (code >= 300 && code < 400) {
    throw new PlainError(`${url} sends on to another address. Enter that one: Optimization > Settings.`);
  }
  if (said) throw new PlainError(`The Optimization Engine says: ${said}`);
  if (answer?.data == null) {
    throw new PlainError(
      `${url} does not answer like the Optimization Engine (${code}). Check it: Optimization > Settings.`,
    );
  }
  return answer.data as T;
}

type Request = GoogleAppsScript.URL_Fetch.URLFetchRequestOptions;

function fetched(url: string, request: Request): GoogleAppsScript.URL_Fetch.HTTPResponse {
  try {
    return UrlFetchApp.fetch(url, request);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new NoAnswerError(
      `The Optimization Engine cannot be reached at ${url}. Google calls it from its own data centres, so it needs a ` +
        `public address with https. (${detail})`,
    );
  }
}

function parsed(text: string): GraphqlAnswer | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
