/** The parts of one screen, each with an address of its own; what was asked in one goes on while another is shown. */
import type { ComponentType } from "react";

import { hrefOf, useRoute } from "./route";

export interface Part {
  readonly part: string;
  readonly text: string;
  readonly View: ComponentType;
}

export function Parts({ of, parts }: { of: string; parts: readonly [Part, ...Part[]] }) {
  const { query } = useRoute();
  const shown = parts.find(({ part }) => part === query.get("part")) ?? parts[0];
  return (
    <>
      <nav className="parts" aria-label={`Parts of ${of}`}>
        {parts.map(({ part, text }) => (
          <a key={part} href={hrefOf(of.toLowerCase(), { part })} aria-current={part === shown.part ? "page" : undefined}>
            {text}
          </a>
        ))}
      </nav>
      {parts.map(({ part, View, text }) => (
        <section key={part} className="stack" aria-label={text} hidden={part !== shown.part}>
          <View />
        </section>
      ))}
    </>
  );
}
