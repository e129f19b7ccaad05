// Questions about the row in which the person stands: what a trade would cost, what another figure would do.
import type { Subject } from "../shared";
import { element, made, setText, wordsOf } from "./dom";
import { call } from "./server";

const PAUSE = 1200;
const LONGEST_PAUSE = 6000;
let asked = "";

/** scenario: the one that is chosen at the moment. */
export function offerQuestions(scenario: () => string): void {
  let subject: Subject | null = null;
  const trying = (action: () => Promise<void>): void => {
    setText("ask-said", "");
    void action().catch((error: unknown) => {
      setText("asked", "");
      setText("ask-said", wordsOf(error));
    });
  };
  element("ask").addEventListener("click", () => {
    trying(async () => {
      forget();
      subject = await call("subject", scenario());
      show(subject);
    });
  });
  element("trade").addEventListener("click", () => {
    trying(async () => {
      if (subject) await follow(call("trade", subject.key, scenario()));
    });
  });
  element("try").addEventListener("click", () => {
    trying(async () => {
      const value = element<HTMLInputElement>("figure").value;
      if (subject) await follow(call("whatIf", subject.place, value, subject.behind, scenario()));
    });
  });
}

function forget(): void {
  asked = "";
  for (const id of ["subject", "trade", "asked"]) setText(id, "");
  element("what-if").hidden = true;
  element("answer").replaceChildren();
}

function show(subject: Subject): void {
  setText("subject", subject.title);
  setText("trade", subject.trade);
  element("what-if").hidden = subject.figure === "";
  setText("figure-label", subject.figure && `What if ${subject.figure} were`);
  element<HTMLInputElement>("figure").value = subject.value;
}

async function follow(starting: Promise<string>): Promise<void> {
  setText("asked", "asking …");
  element("answer").replaceChildren();
  const id = await starting;
  asked = id;
  later(id, PAUSE);
}

function later(id: string, pause: number): void {
  const look = async (): Promise<void> => {
    if (asked !== id) return;
    try {
      const answer = await call("answerOf", id);
      setText("asked", answer.isOver ? answer.headline : `${answer.status} …`);
      element("answer").replaceChildren(...answer.lines.map((line) => made("li", line)));
      if (!answer.isOver) later(id, Math.min(pause * 1.5, LONGEST_PAUSE));
    } catch (error) {
      setText("asked", "");
      setText("ask-said", wordsOf(error));
    }
  };
  setTimeout(() => void look(), pause);
}
