// Writes the types and documents that graphql-codegen makes of the committed schema and of operations.graphql:
// `node generate.mjs SCHEMA OPERATIONS TARGET`.
import { readFileSync, writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import * as typedDocumentNode from "@graphql-codegen/typed-document-node";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { buildSchema, parse } from "graphql";

const [schemaFile, operationsFile, target] = process.argv.slice(2);
const operations = readFileSync(operationsFile, "utf8");
const text = { input: "string", output: "string" };
const generated = await codegen({
  schema: parse(readFileSync(schemaFile, "utf8")),
  schemaAst: buildSchema(readFileSync(schemaFile, "utf8")),
  documents: [{ location: operationsFile, document: parse(operations), rawSDL: operations }],
  filename: target,
  config: {
    strictScalars: true,
    scalars: { Date: text, DateTime: text, Decimal: text, JSON: { input: "unknown", output: "unknown" } },
    enumsAsTypes: true,
    useTypeImports: true,
  },
  plugins: [{ typescript: {} }, { typescriptOperations: {} }, { typedDocumentNode: {} }],
  pluginMap: { typescript, typescriptOperations, typedDocumentNode },
});
writeFileSync(target, generated);
