/** What a screen shows as files: its table for spreadsheets, its picture for slides. */
import { useContext } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import { AboutContext, aboutLine } from "./about";
import { download, writeTableAbout } from "./csv";
import { Icon } from "./icons";
import { pngOf, svgOf } from "./picture";

interface ExportProps {
  readonly name: string;
  /** The heads first. */
  readonly rows: () => readonly (readonly string[])[];
  /** A selector of what is drawn; all of it, also what is scrolled away within. */
  readonly picture: string;
}

const KINDS = [
  { kind: "csv", text: "Table (CSV)" },
  { kind: "png", text: "Picture (PNG)" },
  { kind: "svg", text: "Picture (SVG)" },
] as const;

export function Export({ name, rows, picture }: ExportProps) {
  const about = useContext(AboutContext);
  const make = async (kind: string) => {
    const drawn = document.querySelector<HTMLElement>(picture);
    if (kind === "csv") download(`${name}.csv`, writeTableAbout(rows(), about()));
    else if (drawn && kind === "svg") download(`${name}.svg`, svgOf(drawn, aboutLine(about())), "image/svg+xml");
    else if (drawn) download(`${name}.png`, await pngOf(drawn, aboutLine(about())));
  };
  return (
    <MenuTrigger>
      <Button className="button quiet small">
        Export
        <Icon name="down" />
      </Button>
      <Popover className="popover">
        <Menu aria-label={`Export of ${name}`} onAction={(kind) => void make(String(kind))}>
          {KINDS.map(({ kind, text }) => (
            <MenuItem key={kind} id={kind} className="menu-item">
              {text}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
