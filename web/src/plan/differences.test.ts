import { describe, expect, it } from "vitest";

import { standing } from "./differences";
import type { Answer } from "./session";

const answer = (proven: boolean): Answer => ({ value: { value: "1", proven } }) as unknown as Answer;
const unanswered = { value: null } as unknown as Answer;

describe("what is told of a change", () => {
  it("is known where the plans before and after it are proven", () => {
    expect(standing(answer(true), answer(true))).toBe("known");
  });

  it("is never called known against a plan that was not proven, or not there", () => {
    expect(standing(answer(false), answer(true))).toBe("unsure");
    expect(standing(null, answer(true))).toBe("unanswered");
    expect(standing(unanswered, answer(true))).toBe("unanswered");
  });

  it("holds so far while the answer to it is looked for", () => {
    expect(standing(answer(true), answer(false))).toBe("so far");
    expect(standing(answer(true), null)).toBe("unanswered");
    expect(standing(answer(true), unanswered)).toBe("unanswered");
  });
});
