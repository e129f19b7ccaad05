// What the types must refuse; the compiler complains where one of these lines is no error.
import type { LookAtRunQuery, MakeScenarioMutationVariables } from "./generated.js";

declare const run: NonNullable<LookAtRunQuery["run"]>;
// @ts-expect-error The operation does not ask for it.
console.log(run.objective);
// @ts-expect-error There is no such status.
console.log(run.status === "DONE");
// @ts-expect-error A run may have no portfolio.
console.log(run.portfolio.items.totalCount);
// @ts-expect-error Decimals are texts.
export const tokens: number = run.portfolio!.items.nodes[0].allocatedTokens;
// @ts-expect-error The input needs a period.
export const asked: MakeScenarioMutationVariables = { input: { name: "X", objectiveMode: "NORTH_STAR" } };
