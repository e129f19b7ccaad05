/** One initiative on the roadmap: a grip to drag it by, and a menu that says before a move what it would cause. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import { setQuery } from "../../app/route";
import type { Trial } from "../../plan/trying";
import { number } from "../../shared/format";
import { Icon } from "../../shared/icons";
import type { Item } from "./lanes";
import { Preview } from "./Preview";

interface CardProps {
  readonly item: Item;
  readonly periods: readonly string[];
  readonly pinned: boolean;
  readonly linked: string;
  readonly trial: Trial | null;
  readonly onFocus: (key: string | null) => void;
  readonly onDrag: (key: string | null) => void;
  /** Asked before a move: to which period, null for nowhere any more. */
  readonly onTry: (key: string, period: string | null) => void;
  readonly onPin: (key: string, period: string | null) => void;
}

export function Card({ item, periods, pinned, linked, trial, onFocus, onDrag, onTry, onPin }: CardProps) {
  const { candidate, placed, change } = item;
  const key = placed.initiativeKey;
  const needs = candidate.prerequisiteKeys;
  const act = (chosen: string) => {
    if (chosen === "why") setQuery({ why: key });
    else if (chosen === "free") onPin(key, null);
    else onPin(key, chosen);
  };
  return (
    <div className={`item ${change ?? ""}${linked}`} data-item={key} onMouseEnter={() => onFocus(key)} onMouseLeave={() => onFocus(null)}>
      <span
        className="grip"
        title={`Drag ${key} to another period`}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData("text/plain", key);
          event.dataTransfer.effectAllowed = "move";
          // A change of the page within the event itself would end the drag.
          setTimeout(() => onDrag(key));
        }}
        onDragEnd={() => onDrag(null)}
      />
      <MenuTrigger onOpenChange={(open) => !open && onTry(key, null)}>
        <Button className="item-button" onFocus={() => onFocus(key)} onBlur={() => onFocus(null)}>
          <span className="key">{key}</span>
          <span className="item-title" title={candidate.title}>
            {candidate.title}
          </span>
          <span className="muted">{placed.tokens === null ? "" : number(placed.tokens)}</span>
          {pinned && <Icon name="lock" />}
          {linked && <span className="sr">{linked.trim() === "needed" ? "is needed by the focused one" : "needs the focused one"}</span>}
        </Button>
        <Popover className="popover item-menu">
          {needs.length > 0 && <p className="muted popover-note">Needs {needs.join(", ")}</p>}
          <Menu aria-label={`What to do with ${key}`} onAction={(action) => act(String(action))}>
            {periods
              .filter((period) => period !== placed.periodKey)
              .map((period) => (
                <MenuItem key={period} id={period} className="menu-item" onFocus={() => onTry(key, period)} onHoverStart={() => onTry(key, period)}>
                  Move to {period}
                </MenuItem>
              ))}
            {pinned && (
              <MenuItem id="free" className="menu-item" onFocus={() => onTry(key, null)}>
                Let the engine place it
              </MenuItem>
            )}
            <MenuItem id="why" className="menu-item" onFocus={() => onTry(key, null)}>
              Why is it in?
            </MenuItem>
          </Menu>
          <div className="popover-note menu-preview" role="status">
            {trial ? <Preview of={trial} moved={key} /> : <p className="muted">A period says here what moving would cause.</p>}
          </div>
        </Popover>
      </MenuTrigger>
    </div>
  );
}
