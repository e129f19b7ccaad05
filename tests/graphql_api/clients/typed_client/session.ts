// A planning session through the generated documents: what is sent and what comes back is typed by the schema.
import { Client, fetchExchange, type TypedDocumentNode } from "@urql/core";
import { LookAtRunDocument, MakeScenarioDocument, StartRunDocument, type LookAtRunQuery } from "./generated.js";

declare const process: { argv: string[]; exit(code: number): never };

const client = new Client({ url: process.argv[2], exchanges: [fetchExchange], preferGetMethod: false });

async function ask<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const operation = document as TypedDocumentNode<Data>;
  const answer = await client.query(operation, variables, { requestPolicy: "network-only" }).toPromise();
  if (answer.error || !answer.data) throw answer.error ?? new Error("no data");
  return answer.data;
}

async function tell<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const answer = await client.mutation(document as TypedDocumentNode<Data>, variables).toPromise();
  if (answer.error || !answer.data) throw answer.error ?? new Error("no data");
  return answer.data;
}

const wanted = { name: "Typed", periodKey: "2026-Q1", capacityTotalTokens: "9.50" };
const { scenarioCreate: made } = await tell(MakeScenarioDocument, { input: { ...wanted, objectiveMode: "NORTH_STAR" } });
if (made.__typename !== "ScenarioSaved") throw new Error(made.errors[0].code);
const { scenarioCreate: again } = await tell(MakeScenarioDocument, { input: { ...wanted, objectiveMode: "NORTH_STAR" } });
if (again.__typename !== "MutationFailed") throw new Error("a name was given twice");

const { runStart } = await tell(StartRunDocument, { input: { scenarioId: made.scenario.id, solvers: ["busy"] } });
if (runStart.__typename !== "RunStarted") throw new Error(runStart.errors[0].message);
let run: NonNullable<LookAtRunQuery["run"]>;
do {
  await new Promise((resolve) => setTimeout(resolve, 50));
  const found = (await ask(LookAtRunDocument, { id: runStart.runs[0].id })).run;
  if (!found) throw new Error("the run is gone");
  run = found;
} while (run.status === "QUEUED" || run.status === "RUNNING");

console.log(
  JSON.stringify({
    capacity: made.scenario.capacityTotalTokens,
    mode: made.scenario.objectiveMode,
    refused: again.errors[0],
    status: run.status,
    solutionStatus: run.solutionStatus,
    selected: run.portfolio?.items.totalCount,
  }),
);
process.exit(0);
