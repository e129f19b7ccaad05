import { expect, test } from "vitest";

import type { RunSettingsFragment } from "../../graphql/generated";
import { commandLine, decimalOf, inputOf } from "./command";

const settings: RunSettingsFragment = { timeLimit: 300, deterministicLimit: null, gap: 0, effort: "NORMAL", seed: 0, threads: null, memoryLimitMb: null, stageTolerances: [], options: {} };
const line = (parameters: Partial<Record<keyof typeof settings, unknown>>, solverName = "auto") => commandLine({ runId: "0123456789", solverName, parameters: { ...settings, ...parameters } as never }).replace("optengine solve run-01234567.json ", "");

test("a line says which solver, how much work and how long, and nothing that is left as it is", () => {
  expect(line({})).toBe("--solver auto --effort normal --time-limit 300");
  expect(line({ timeLimit: null, seed: 7, threads: 2, memoryLimitMb: 512 }, "cp-sat")).toBe("--solver cp-sat --effort normal --time-limit 0 --seed 7 --threads 2 --memory-limit 512");
});

test("where no effort says when to stop, the gap or the work does", () => {
  expect(line({ effort: null })).toBe("--solver auto --gap 0 --time-limit 300");
  expect(line({ effort: null, gap: 0.01, deterministicLimit: 5 })).toBe("--solver auto --deterministic-limit 5 --gap 0.01 --time-limit 300");
  expect(line({ effort: null, deterministicLimit: 5 })).toBe("--solver auto --deterministic-limit 5 --time-limit 300");
});

test("tolerances and options are told as the command line takes them", () => {
  const tolerances = [{ stage: "north_star", absolute: "0", relative: "1/200" }, { stage: "goal", absolute: "1/2", relative: "0" }];
  expect(line({ stageTolerances: tolerances, options: { "a b": true } })).toBe("--solver auto --effort normal --time-limit 300 --stage-tolerance north_star=0.5% --stage-tolerance goal=0.5 --option 'a b=true'");
});

test("fractions become decimals digit for digit", () => {
  expect(["0", "3", "1/8", "1/1000", "12/5"].map((each) => decimalOf(each))).toEqual(["0", "3", "0.125", "0.001", "2.4"]);
  expect(decimalOf("1/200", 2)).toBe("0.5");
});

test("what is sent again says when to stop in one way", () => {
  expect(inputOf(settings)).toMatchObject({ effort: "NORMAL", timeLimit: 300 });
  const read = Object.assign({ __typename: "RunParameters" }, settings);
  for (const name of ["gap", "__typename"]) expect(name in inputOf(read)).toBe(false);
  expect(inputOf({ ...settings, effort: null, gap: 0.1 })).toMatchObject({ gap: 0.1 });
});
