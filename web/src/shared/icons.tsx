/** The signs of the page, drawn on a grid of 16. They accompany words and never stand for them alone. */
const PATHS = {
  check: "M3 8.5 6.5 12 13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  between: "M2 8h12M5 5 2 8l3 3M11 5l3 3-3 3",
  dots: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  move: "M3 8h9M9 5l3 3-3 3",
  undo: "M6 3 2.5 6.5 6 10M3 6.5h6a4 4 0 0 1 0 8H7",
  redo: "M10 3l3.5 3.5L10 10M13 6.5H7a4 4 0 0 0 0 8h2",
  link: "M6.5 9.5l3-3M7 4.5l1.6-1.6a3 3 0 0 1 4.3 4.3L11.5 9M9 11.5l-1.6 1.6a3 3 0 0 1-4.3-4.3L4.5 7",
  keep: "M3 2.5h8l2.5 2.5v8.5H3zM5.5 2.5v4h5v-4M5.5 13.5v-4h5v4",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 14 14",
  board: "M2.5 3h11M2.5 8h11M2.5 13h6",
  roadmap: "M2.5 4h6M5.5 8h6M9 12h4.5",
  trade: "M3 5.5h9M9.5 3 12 5.5 9.5 8M13 10.5H4M6.5 8 4 10.5 6.5 13",
  frontier: "M2.5 13.5V2.5M2.5 13.5h11M4.5 11h2.5V8.5H10V5.5h3",
  certainty: "M8 2.5l4.5 2v3.5c0 3-2 4.8-4.5 5.5-2.5-.7-4.5-2.5-4.5-5.5V4.5zM6 8l1.5 1.5L10.5 6.5",
  compare: "M3 3h4v10H3zM9 3h4v10H9z",
  runs: "M5 3.5v9l7-4.5z",
  data: "M2.5 4c0-1 2.5-1.5 5.5-1.5S13.5 3 13.5 4v8c0 1-2.5 1.5-5.5 1.5S2.5 13 2.5 12zM2.5 4c0 1 2.5 1.5 5.5 1.5S13.5 5 13.5 4M2.5 8c0 1 2.5 1.5 5.5 1.5s5.5-.5 5.5-1.5",
  rules: "M3 4.5h2M8 4.5h5M3 8h6M12 8h1M3 11.5h3M9 11.5h4M6.5 3v3M10.5 6.5v3M7.5 10v3",
  admin: "M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.5-2.5 2.5-3.5 5-3.5s4.5 1 5 3.5",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  more: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  up: "M4 10l4-4 4 4",
  down: "M4 6l4 4 4-4",
  upload: "M8 10.5V3M5 6l3-3 3 3M3 10.5v3h10v-3",
  table: "M2.5 3h11v10h-11zM2.5 6.5h11M2.5 10h11M6.5 3v10",
  file: "M4 2h5l3 3v9H4zM9 2v3h3",
  sample: "M8 2l1.8 3.9L14 6.5l-3 3 .8 4.3L8 11.7l-3.8 2.1.8-4.3-3-3 4.2-.6z",
  warning: "M8 2.5 14 13H2zM8 6.5v3M8 11.2h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Brand() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M7 22h5v-6h5v-5h8" fill="none" stroke="var(--accent-text)" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
