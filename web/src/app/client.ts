/** How the page talks to the API: by HTTP, and by one WebSocket for what is followed and for live edits. */
import { createClient as createSocket } from "graphql-ws";
import { cacheExchange, Client, fetchExchange, subscriptionExchange } from "urql";

const PATH = document.querySelector<HTMLMetaElement>('meta[name="optengine-api"]')?.content ?? "/graphql";
const API = PATH.startsWith("{") ? "/graphql" : PATH;

/** Whether the socket is there; those who show live figures say so where it is not. */
const listeners = new Set<(connected: boolean) => void>();

export function onConnection(listener: (connected: boolean) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const tell = (connected: boolean) => {
  for (const listener of listeners) listener(connected);
};

const socket = createSocket({
  url: () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${API}`,
  lazyCloseTimeout: 5_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(4_000, 250 * 2 ** retries))),
  shouldRetry: () => true,
  on: { connected: () => tell(true), closed: () => tell(false) },
});

/** Edits of a session go by the socket: a drag is a hundred of them, and no request of its own. */
const BY_SOCKET = /\b(?:subscription|mutation SessionEdit)\b/;

export const client = new Client({
  url: API,
  preferGetMethod: false,
  fetchOptions: { credentials: "same-origin", headers: { "X-Optengine-Session": "1" } },
  exchanges: [
    cacheExchange,
    subscriptionExchange({
      isSubscriptionOperation: ({ query }) => BY_SOCKET.test(query.loc?.source.body ?? definitionText(query)),
      forwardSubscription: (request) => ({
        subscribe: (sink) => ({
          unsubscribe: socket.subscribe({ ...request, query: request.query ?? "" }, { ...sink, next: (value) => sink.next(value as never) }),
        }),
      }),
    }),
    fetchExchange,
  ],
});

interface Defined {
  readonly definitions: readonly { readonly kind: string; readonly operation?: string; readonly name?: { readonly value: string } | undefined }[];
}

function definitionText(query: Defined): string {
  return query.definitions.map((each) => `${each.operation ?? ""} ${each.name?.value ?? ""}`).join(" ");
}

/** End a session while the page itself goes away, which ordinary requests do not outlive. */
export function closeLeaving(id: string): void {
  const body = JSON.stringify({ query: "mutation($id: ID!) { sessionClose(input: { id: $id }) { __typename } }", variables: { id } });
  void fetch(API, { method: "POST", keepalive: true, body, headers: { "Content-Type": "application/json", "X-Optengine-Session": "1" } }).catch(() => undefined);
}

export type Failure = "unauthenticated" | "unreachable" | "other";

/** What kind of failure an answer is, of those that the page treats in its own way. */
export function failureOf(error: { readonly networkError?: Error; readonly response?: unknown; readonly graphQLErrors?: readonly { readonly extensions?: Record<string, unknown> }[] }): Failure {
  const status = (error.response as { status?: number } | undefined)?.status;
  if (status === 401 || error.graphQLErrors?.some((each) => each.extensions?.code === "UNAUTHENTICATED")) return "unauthenticated";
  return error.networkError && !status ? "unreachable" : "other";
}

/** Trade a token for a cookie that no script reads. Says what is wrong, or null. */
export async function signIn(token: string): Promise<string | null> {
  const answer = await fetch("/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } }).catch(() => null);
  if (!answer) return "The server cannot be reached.";
  if (answer.ok) return null;
  return answer.status === 401 ? "This token opens nothing: it is misspelt, revoked or has run out." : `The server refused: ${answer.statusText}.`;
}

export async function signOut(): Promise<void> {
  await fetch("/session", { method: "DELETE", headers: { "X-Optengine-Session": "1" } });
  location.reload();
}
