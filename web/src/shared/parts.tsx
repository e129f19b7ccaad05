/** Small parts of every screen, over React Aria so that keyboard, focus and names are right. */
import { useContext, type ReactNode } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";

import { AboutContext } from "./about";
import { download, writeTableAbout } from "./csv";
import { Icon, type IconName } from "./icons";

interface ActionProps {
  readonly children?: ReactNode;
  readonly icon?: IconName;
  /** What it does, where an icon stands alone. */
  readonly label?: string;
  readonly kind?: "primary" | "quiet";
  readonly small?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

export function Action({ children, icon, label, kind, small, disabled = false, onPress }: ActionProps) {
  const classes = ["button", kind, small && "small", !children && "icon-only"].filter(Boolean).join(" ");
  return (
    <Button className={classes} isDisabled={disabled} onPress={onPress} {...(label ? { "aria-label": label } : {})}>
      {icon && <Icon name={icon} />}
      {children}
    </Button>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
  /** Whether the label is only for those who listen. */
  readonly bare?: boolean;
}

/** A choice of one; the browser's own, which every phone and screen reader knows. */
export function Choice<T extends string>({ label, value, options, onChange, bare = false }: ChoiceProps<T>) {
  return (
    <label className={bare ? "bare-field" : "field"}>
      <span className={bare ? "sr" : "label"}>{label}</span>
      <select className="select" value={value} onChange={(event) => onChange(event.target.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface WindowProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the screen; escape and a click beside it close it. */
export function Window({ title, wide = false, onClose, children }: WindowProps) {
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={wide ? "dialog wide" : "dialog"}>
        <Dialog>
          <Heading slot="title">{title}</Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

export function Notice({ bad = false, children }: { bad?: boolean; children: ReactNode }) {
  return (
    <div className={bad ? "notice bad" : "notice"} role="status">
      <Icon name="warning" />
      <div>{children}</div>
    </div>
  );
}

/** What has to be known to read an answer, a sentence each. */
export function Notes({ of }: { of: readonly string[] }) {
  return of.map((note) => (
    <p key={note} className="muted">
      {note.charAt(0).toUpperCase() + note.slice(1)}
      {!/[.!?]$/.test(note) && "."}
    </p>
  ));
}

export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </header>
  );
}

/** What a table shows as a file for spreadsheets. rows: made when it is pressed, the heads first. */
export function Csv({ name, rows }: { name: string; rows: () => readonly (readonly string[])[] }) {
  const about = useContext(AboutContext);
  return (
    <Action small kind="quiet" label={`${name}.csv`} onPress={() => download(`${name}.csv`, writeTableAbout(rows(), about()))}>
      CSV
    </Action>
  );
}
