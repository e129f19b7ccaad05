/** The settings of a run as the options of `optengine solve`, and as the input that starts it again. */
import type { RunParametersInput, RunSettingsFragment } from "../../graphql/generated";

interface Told {
  readonly runId: string;
  readonly solverName: string;
  readonly parameters: RunSettingsFragment;
}

export const fileName = ({ runId }: { readonly runId: string }) => `run-${runId.slice(0, 8)}.json`;

const quoted = (text: string) => (/^[\w:@.=%/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** Every setting that says when to stop is spelled out, so that the line means the same where other defaults hold. */
export function commandLine(run: Told): string {
  const { timeLimit, deterministicLimit, gap, effort, seed, threads, memoryLimitMb, stageTolerances, options } = run.parameters;
  const parts = [`--solver ${quoted(run.solverName)}`];
  if (effort !== null) parts.push(`--effort ${effort.toLowerCase()}`);
  if (deterministicLimit !== null) parts.push(`--deterministic-limit ${deterministicLimit}`);
  if (effort === null && (gap > 0 || deterministicLimit === null)) parts.push(`--gap ${gap}`);
  parts.push(`--time-limit ${timeLimit ?? 0}`);
  if (seed) parts.push(`--seed ${seed}`);
  if (threads !== null) parts.push(`--threads ${threads}`);
  if (memoryLimitMb !== null) parts.push(`--memory-limit ${memoryLimitMb}`);
  for (const { stage, absolute, relative } of stageTolerances) {
    const share = decimalOf(relative);
    parts.push(`--stage-tolerance ${quoted(`${stage}=${share === "0" ? decimalOf(absolute) : `${decimalOf(relative, 2)}%`}`)}`);
  }
  for (const [name, value] of Object.entries(options as Record<string, unknown>)) parts.push(`--option ${quoted(`${name}=${String(value)}`)}`);
  return ["optengine solve", fileName(run), ...parts].join(" ");
}

/** All settings of a run, to be sent with one of them changed. */
export function inputOf(of: RunSettingsFragment): RunParametersInput {
  // One by one: what is read says of itself besides of which type it is, which no input may.
  const { effort, gap, deterministicLimit, timeLimit, seed, threads, memoryLimitMb, stageTolerances, options } = of;
  const tolerances = stageTolerances.map(({ stage, absolute, relative }) => ({ stage, absolute: decimalOf(absolute), relative: decimalOf(relative) }));
  return { deterministicLimit, timeLimit, seed, threads, memoryLimitMb, ...(effort === null ? { gap } : { effort }), stageTolerances: tolerances, options };
}

/** A fraction such as 1/200 as a decimal, digit for digit; raised by powers of ten. What was given as a decimal is one. */
export function decimalOf(fraction: string, raised = 0): string {
  const [over = "0", under = "1"] = fraction.split("/");
  const [n, d] = [BigInt(over) * 10n ** BigInt(raised), BigInt(under)];
  let decimals = 0;
  while ((n * 10n ** BigInt(decimals)) % d !== 0n && decimals < 30) decimals++;
  const digits = ((n * 10n ** BigInt(decimals)) / d).toString().padStart(decimals + 1, "0");
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
}
