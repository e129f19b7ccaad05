// The sidebar: starts jobs, asks again and again how far the one under way is, and shows the outcome of the last run.
import type { JobOffer, JobView, LastRun, SidebarState } from "../shared";
import { offerQuestions } from "./asking";
import { element, made, setText, wordsOf } from "./dom";
import { call } from "./server";

const FIRST_PAUSE = 1500;
const LONGEST_PAUSE = 10_000;
const SLOWER = 1.3;
const FAILURES_IN_A_ROW = 5;

const scenario = element<HTMLSelectElement>("scenario");
let watched = "";

function showOffers(offers: readonly JobOffer[]): void {
  const buttons = offers.map((offer) => {
    const button = made("button", offer.label);
    button.title = offer.help;
    button.addEventListener("click", () => {
      void doing(async () => {
        watch(await call("startJob", offer.name, scenario.value));
      });
    });
    return button;
  });
  const [first, ...others] = buttons;
  element("primary").replaceChildren(...(first ? [first] : []));
  element("offers").replaceChildren(...others);
}

function enable(isEnabled: boolean): void {
  for (const id of ["primary", "offers"]) {
    for (const button of Array.from(element(id).children)) (button as HTMLButtonElement).disabled = !isEnabled;
  }
  element<HTMLButtonElement>("cancel").hidden = isEnabled;
}

function showJob(job: JobView): void {
  element("job").hidden = false;
  setText("job-label", job.label);
  setText("job-status", job.status);
  element("job-status").className = job.status === "failed" ? "bad" : "";
  const bar = element<HTMLProgressElement>("job-progress");
  bar.hidden = job.isOver;
  if (job.progress === null) bar.removeAttribute("value");
  else bar.value = job.progress;
  const steps = job.steps.map((step) => made("li", step.message ? `${step.name}: ${step.message}` : step.name, step.status));
  element("job-steps").replaceChildren(...steps);
  setText("job-message", job.message);
  enable(job.isOver);
}

function showRun(run: LastRun | null): void {
  setText("no-run", run ? "" : "There is no run yet. Tick candidates and start one.");
  setText("run-name", run ? run.name || run.scenario : "");
  const lines: [string, string][] = run
    ? [
        ["Value", run.value],
        ["Selected", run.selected],
        ["Tokens", run.capacity],
        ["Status", run.status],
        ["Gaps", run.gaps],
        ["Finished", run.finished],
      ]
    : [];
  const rows = lines.filter(([, text]) => text !== "").flatMap(([name, text]) => [made("dt", name), made("dd", text)]);
  if (run?.link.startsWith("https://")) {
    const link = made("a", "Open") as HTMLAnchorElement;
    link.href = run.link;
    const cell = made("dd", "");
    cell.append(link);
    rows.push(made("dt", "Results"), cell);
  }
  element("run").replaceChildren(...rows);
}

/** Look again after a pause, a longer one each time, until the job is over. */
function watch(job: JobView): void {
  watched = job.id;
  showJob(job);
  if (!job.isOver) later(job.id, FIRST_PAUSE, 0);
}

function later(id: string, pause: number, failures: number): void {
  const next = Math.min(pause * SLOWER, LONGEST_PAUSE);
  const look = async (): Promise<void> => {
    if (watched !== id) return;
    try {
      const job = await call("lookAtJob", id);
      setText("said", "");
      showJob(job);
      if (job.isOver) showRun(await call("lastRun"));
      else later(id, next, 0);
    } catch (error) {
      setText("said", wordsOf(error));
      if (failures + 1 < FAILURES_IN_A_ROW) later(id, next, failures + 1);
      else enable(true);
    }
  };
  setTimeout(() => void look(), pause);
}

async function doing(action: () => Promise<void>): Promise<void> {
  setText("said", "");
  enable(false);
  try {
    await action();
  } catch (error) {
    setText("said", wordsOf(error));
    enable(true);
  }
}

function showState(state: SidebarState): void {
  showOffers(state.offers);
  scenario.replaceChildren(...state.scenarios.map((name) => made("option", name)));
  scenario.value = state.scenario;
  showRun(state.lastRun);
  enable(true);
  setText("said", state.notice);
  if (state.job) watch(state.job);
}

element("cancel").addEventListener("click", () => {
  const id = watched;
  void call("cancelJob", id).then(watch, (error: unknown) => {
    setText("said", wordsOf(error));
  });
});
element("results").addEventListener("click", () => {
  void call("showResults").catch((error: unknown) => {
    setText("said", wordsOf(error));
  });
});
element("settings").addEventListener("click", () => {
  void call("showSettings");
});
offerQuestions(() => scenario.value);
void doing(async () => {
  showState(await call("pageState"));
});
