import { expect, test } from "vitest";

import { add, compare, hundredths, isDecimal, plain, subtract } from "./decimal";

test("differences are exact where binary fractions are not", () => {
  expect(subtract("0.3", "0.1")).toBe("0.2");
  expect(add("0.1", "0.2")).toBe("0.3");
  expect(subtract("15769.9", "15675.6")).toBe("94.3");
  expect(subtract("123456789012345678901234567890.1", "0.1")).toBe("123456789012345678901234567890");
  expect(subtract("1", "1.0")).toBe("0");
});

test("numbers compare by value and not by how they are written", () => {
  expect(compare("1.50", "1.5")).toBe(0);
  expect(compare("-2", "1")).toBe(-1);
  expect(compare("9007199254740993", "9007199254740992")).toBe(1);
});

test("exponents and idle zeros are written out", () => {
  expect(plain("1E+3")).toBe("1000");
  expect(plain("12e-3")).toBe("0.012");
  expect(plain("0012.500")).toBe("12.5");
  expect(plain("-0.0")).toBe("0");
});

test("what is no number is told from what is", () => {
  expect(["1", "-1.5", ".5", "1e3"].every(isDecimal)).toBe(true);
  expect(["", ".", "1,5", "ten", "0x10", "-"].some(isDecimal)).toBe(false);
});

test("a percentage becomes a share digit for digit", () => {
  expect([hundredths("120"), hundredths("97.5"), hundredths("0.1"), hundredths("7")]).toEqual(["1.2", "0.975", "0.001", "0.07"]);
});
