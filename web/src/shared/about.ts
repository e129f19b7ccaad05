/** What an export is about: its settings, which stand in every file and on every printed page. */
import { createContext } from "react";

export type About = readonly (readonly [name: string, text: string])[];

/** Asked when a file is made, so that its date is that of the file. */
export const AboutContext = createContext<() => About>(() => []);

export function aboutLine(about: About): string {
  return about.map(([name, text]) => `${name}: ${text}`).join(" · ");
}
