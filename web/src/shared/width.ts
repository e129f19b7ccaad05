/** How wide a drawing may be, so that its texts have the size of those around it. */
import { useCallback, useState } from "react";

/** A ref for what is drawn into, and its width in pixels; first: until it is known. */
export function useWidth(first: number): [(element: Element | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(first);
  const follow = useCallback((element: Element | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && entry.contentRect.width > 0 && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [follow, width];
}
