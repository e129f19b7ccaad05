/** Exact arithmetic on decimals that arrive as text and stay text: no figure passes through a binary fraction. */

interface Exact {
  readonly units: bigint;
  readonly decimals: number;
}

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

function exact(text: string): Exact {
  const found = FORM.exec(text.trim());
  const [, sign = "", whole = "", part = "", power = "0"] = found ?? [];
  if (!found || !(whole || part)) throw new Error(`${text} is no decimal`);
  const shift = part.length - Number(power);
  const digits = BigInt(`${whole}${part}` + "0".repeat(Math.max(0, -shift)));
  return { units: sign === "-" ? -digits : digits, decimals: Math.max(0, shift) };
}

function aligned(a: string, b: string): [bigint, bigint, number] {
  const [x, y] = [exact(a), exact(b)];
  const decimals = Math.max(x.decimals, y.decimals);
  const raised = (of: Exact) => of.units * 10n ** BigInt(decimals - of.decimals);
  return [raised(x), raised(y), decimals];
}

function written(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const part = decimals ? digits.slice(-decimals).replace(/0+$/, "") : "";
  return `${units < 0n ? "-" : ""}${whole}${part && `.${part}`}`;
}

/** Whether a text is a decimal that the engine takes. */
export function isDecimal(text: string): boolean {
  const found = FORM.exec(text.trim());
  return found !== null && `${found[2] ?? ""}${found[3] ?? ""}` !== "";
}

/** Less than zero where a is smaller than b, more where it is greater, zero where they are equal, such as 1.5 and 1.50. */
export function compare(a: string, b: string): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

export function subtract(a: string, b: string): string {
  const [x, y, decimals] = aligned(a, b);
  return written(x - y, decimals);
}

export function add(a: string, b: string): string {
  const [x, y, decimals] = aligned(a, b);
  return written(x + y, decimals);
}

/** A percentage as a share, digit for digit. */
export function hundredths(text: string): string {
  const { units, decimals } = exact(text);
  return written(units, decimals + 2);
}

/** The same number in plain digits, without an exponent or zeros that say nothing. */
export function plain(text: string): string {
  const { units, decimals } = exact(text);
  return written(units, decimals);
}

/** Where a number lies on a scale of the screen. Only for drawing: nothing is computed from it. */
export function position(text: string): number {
  return Number(text);
}
