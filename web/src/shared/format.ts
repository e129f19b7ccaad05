/** How figures, dates and names are written, in one place: the same thing looks the same on every screen. */
import { compare, plain } from "./decimal";

/** A decimal for people: every digit that it has, its thousands apart. */
export function number(text: string): string {
  const [whole = "", part] = plain(text).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return (part ? `${grouped}.${part}` : grouped).replace(/^-/, "−");
}

/** A difference, with its sign always. */
export function signed(text: string): string {
  return compare(text, "0") > 0 ? `+${number(text)}` : number(text);
}

export function milliseconds(value: number): string {
  return value < 1000 ? `${Math.round(value)} ms` : seconds(value / 1000);
}

export function seconds(value: number): string {
  if (value < 60) return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
  const minutes = Math.floor(value / 60);
  return minutes < 60 ? `${minutes} min ${Math.round(value % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const MOMENT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export function moment(iso: string): string {
  return MOMENT.format(new Date(iso));
}

export function count(amount: number, one: string, many = `${one}s`): string {
  return `${number(String(amount))} ${amount === 1 ? one : many}`;
}

/** The key of a stage or a KPI as words: north_star is "North star". */
export function words(key: string): string {
  const text = key.replace(/^tie_break:/, "tie-break ").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A constant of the schema as words: NOT_SELECTED is "Not selected". */
export function constant(name: string): string {
  return words(name.toLowerCase());
}
