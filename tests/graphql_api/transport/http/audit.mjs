// The audit of GraphQL over HTTP by the package graphql-http against a running server: one JSON list on stdout.
import { auditServer } from "graphql-http";

const results = await auditServer({ url: process.argv[2] });
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
