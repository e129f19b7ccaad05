/** Long lists of rows of one height: only the rows on screen exist, so that thousands scroll as well as ten. */
import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** Rows beyond either edge: a turn of a wheel, that is scrolled before the page hears of it. */
const OVERSCAN = 5;

interface Windowed {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  /** Where each row that exists stands, and its key for React. */
  readonly items: readonly { readonly index: number; readonly start: number; readonly slot: number }[];
}

/** at: the row that has the focus. It exists wherever it is scrolled to: else the next key would go nowhere. */
export function useWindowed(keys: readonly string[], height: number, at: number): Windowed {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    rangeExtractor: useCallback((range: Range) => [...new Set([...defaultRangeExtractor(range), Math.min(at, range.count - 1)])].sort((a, b) => a - b), [at]),
  });
  useLayoutEffect(() => virtual.measure(), [virtual, height]);
  const shown = virtual.getVirtualItems().filter(({ index }) => index < keys.length);
  const [slots] = useState(() => new Slots());
  const placed = slots.place(shown.map(({ index }) => keys[index] ?? ""));
  return { scroller, virtual, items: shown.map(({ index, start }, each) => ({ index, start, slot: placed[each] ?? -1 - each })) };
}

/** Which element shows which row, so that scrolling far writes new texts and makes no new elements. */
export class Slots {
  private slots = new Map<string, number>();
  private next = 0;

  /**
   * An element for each row in the order of the window. Who stays keeps its own, and with it the focus. Where next to
   * nobody stays, the others are shown by the elements that have become free, in their order; a few rows that come at
   * an end get new ones, since to move elements costs more than to make them.
   */
  place(keys: readonly string[]): readonly number[] {
    const wanted = new Set(keys);
    const staying = keys.filter((key) => this.slots.has(key)).length;
    const free = staying > 1 ? [] : [...this.slots].flatMap(([key, slot]) => (wanted.has(key) ? [] : [slot]));
    let at = 0;
    this.slots = new Map(keys.map((key) => [key, this.slots.get(key) ?? free[at++] ?? this.next++]));
    return [...this.slots.values()];
  }
}
