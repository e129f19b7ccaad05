/** The scale of a slider: from nothing to twice the limit, in steps of a size that people think in. */
import { position } from "../../shared/decimal";

export interface Scale {
  readonly most: number;
  readonly step: number;
  /** A place of the slider as an exact decimal. */
  readonly text: (value: number) => string;
}

export function scaleOf(limit: string): Scale {
  const most = Math.max(1e-9, position(limit) * 2) || 1;
  const raw = most / 200;
  const power = Math.floor(Math.log10(raw));
  const whole = Number.isInteger(position(limit));
  const step = Math.max([1, 2, 5, 10].map((each) => each * 10 ** power).find((each) => each >= raw) ?? raw, whole && most <= 2000 ? 1 : 0);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return { most: Math.max(step, Math.ceil(most / step) * step), step, text: (value) => value.toFixed(decimals) };
}
