/** Types and documents of every .graphql file of the sources, checked against the schema of the API. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { codegen } from "@graphql-codegen/core";
import * as typedDocuments from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import * as types from "@graphql-codegen/typescript";
import { buildSchema, parse, validate } from "graphql";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUTPUT = join(ROOT, "src/graphql/generated.ts");
const HEAD = "/* Made by `npm run codegen` from the .graphql files and the schema; not to be changed by hand. */\n/* eslint-disable */\n";

const found = readdirSync(join(ROOT, "src"), { recursive: true }).filter((name) => name.endsWith(".graphql")).sort();
const config = {
  scalars: { Decimal: "string", DateTime: "string", Date: "string", JSON: "unknown", ID: "string" },
  onlyOperationTypes: true,
  enumsAsTypes: true,
  skipTypename: true,
  useTypeImports: true,
  disableDescriptions: true,
  dedupeFragments: true,
  avoidOptionals: { field: true, inputValue: false, object: false, defaultValue: false },
};
const schemaText = readFileSync(join(ROOT, "../graphql_api/schema.graphql"), "utf-8");
const documents = found.map((name) => ({ location: name, document: parse(readFileSync(join(ROOT, "src", name), "utf-8")) }));

if (process.argv.includes("--check")) {
  // New fields of the schema do not matter to the page; what it asks for must still be there.
  const schema = buildSchema(schemaText);
  const whole = { kind: "Document", definitions: documents.flatMap(({ document }) => document.definitions) };
  const errors = validate(schema, whole).map(({ message }) => message);
  const generated = readFileSync(OUTPUT, "utf-8");
  for (const { name } of whole.definitions)
    if (!generated.includes(`export const ${name.value}`)) errors.push(`${name.value} is not in ${OUTPUT}: npm run codegen`);
  if (errors.length) {
    console.error(errors.join("\n"));
    process.exit(1);
  }
} else {
  const text = await codegen({
    filename: OUTPUT,
    schema: parse(schemaText),
    documents,
    config,
    pluginMap: { types, operations, typedDocuments },
    plugins: [{ types: {} }, { operations: {} }, { typedDocuments: {} }],
  });
  writeFileSync(OUTPUT, HEAD + text);
}
