import { expect, test } from "vitest";

import { Slots } from "./windowed";

const rows = (...numbers: number[]) => numbers.map(String);

test("who stays keeps its element, and the element of who has the focus is nobody else's", () => {
  const slots = new Slots();
  expect(slots.place(rows(0, 1, 2, 3))).toEqual([0, 1, 2, 3]);
  expect(slots.place(rows(1, 2, 3, 4))).toEqual([1, 2, 3, 4]);
  expect(slots.place(rows(0, 1, 2, 3))).toEqual([5, 1, 2, 3]);
  expect(slots.place(rows(2, 70, 71, 72))).toEqual([2, 5, 1, 3]);
  expect(slots.place(rows(2, 90))).toEqual([2, 5]);
});

test("a window that grows gets more elements, and never one twice", () => {
  const slots = new Slots();
  slots.place(rows(0, 1));
  const placed = slots.place(rows(10, 11, 12, 13, 14));
  expect(placed.slice(0, 2)).toEqual([0, 1]);
  expect(new Set(placed).size).toBe(5);
});
