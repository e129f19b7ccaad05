// Real JavaScript clients against a running server: each does a query, a mutation, an error and a subscription.
// Prints one JSON object with what each of them saw.
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient as createSseClient } from "graphql-sse";
import { createClient as createWsClient } from "graphql-ws";
import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import WebSocket from "ws";

const url = process.argv[2];
const wsClient = () => createWsClient({ url: url.replace("http", "ws"), webSocketImpl: WebSocket, lazy: true });
const COUNT = "subscription { count(to: 3) }";

async function all(iterable) {
  const seen = [];
  for await (const result of iterable) seen.push(result.data.count);
  return seen;
}

async function list(iterable) {
  const seen = [];
  for await (const each of iterable) seen.push(each);
  return seen;
}

async function apollo() {
  const client = wsClient();
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(client),
    new HttpLink({ uri: url }),
  );
  const apolloClient = new ApolloClient({ link, cache: new InMemoryCache() });
  const query = await apolloClient.query({ query: gql`query Q($n: String) { hello(name: $n) }`, variables: { n: "Ada" } });
  const mutation = await apolloClient.mutate({ mutation: gql`mutation { bump(by: 0) }` });
  const refused = await apolloClient.query({ query: gql`{ refuse }`, errorPolicy: "all" });
  const counts = await new Promise((resolve, reject) => {
    const seen = [];
    apolloClient
      .subscribe({ query: gql(COUNT) })
      .subscribe({ next: ({ data }) => seen.push(data.count), error: reject, complete: () => resolve(seen) });
  });
  await client.dispose();
  return {
    hello: query.data.hello,
    bump: typeof mutation.data.bump,
    code: refused.error.errors[0].extensions.code,
    counts,
  };
}

async function urql() {
  const exchanges = [fetchExchange];
  const client = new Client({ url, exchanges, fetchSubscriptions: true, preferGetMethod: false });
  const query = await client.query("query Q($n: String) { hello(name: $n) }", { n: "Ada" }).toPromise();
  const mutation = await client.mutation("mutation { bump(by: 0) }", {}).toPromise();
  const refused = await client.query("{ refuse }", {}).toPromise();
  const counts = await new Promise((resolve) => {
    const seen = [];
    client.subscription(COUNT, {}).subscribe((result) => {
      if (result.data) seen.push(result.data.count);
      if (seen.length === 3) resolve([...seen]); // the end repeats the last result
    });
  });
  return {
    hello: query.data.hello,
    bump: typeof mutation.data.bump,
    code: refused.error.graphQLErrors[0].extensions.code,
    counts,
  };
}

async function viaUrqlWebSocket() {
  const client = wsClient();
  const exchange = subscriptionExchange({
    forwardSubscription: (request) => ({
      subscribe: (sink) => ({ unsubscribe: client.subscribe({ ...request, query: request.query || "" }, sink) }),
    }),
  });
  const urqlClient = new Client({ url, exchanges: [exchange, fetchExchange], preferGetMethod: false });
  const counts = await new Promise((resolve) => {
    const seen = [];
    urqlClient.subscription(COUNT, {}).subscribe((result) => {
      if (result.data) seen.push(result.data.count);
      if (seen.length === 3) resolve([...seen]); // the end repeats the last result
    });
  });
  await client.dispose();
  return { counts };
}

async function graphqlWs() {
  const client = wsClient();
  const counts = await all(client.iterate({ query: COUNT }));
  const [query] = await list(client.iterate({ query: "{ hello }" }));
  const refused = await list(client.iterate({ query: "{ nothing }" })).catch((errors) => errors);
  await client.dispose();
  return { hello: query.data.hello, code: refused[0].extensions.code, counts };
}

async function graphqlSse() {
  const client = createSseClient({ url });
  const counts = await all(client.iterate({ query: COUNT }));
  const [query] = await list(client.iterate({ query: "{ hello }" }));
  client.dispose();
  return { hello: query.data.hello, counts };
}

const results = {};
for (const [name, run] of Object.entries({ apollo, urql, viaUrqlWebSocket, graphqlWs, graphqlSse })) {
  results[name] = await run().catch((error) => ({ failed: String(error?.stack ?? JSON.stringify(error)) }));
}
console.log(JSON.stringify(results));
process.exit(0);
