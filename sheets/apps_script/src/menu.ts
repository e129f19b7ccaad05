import { JOBS, type Job } from "./jobs/catalogue";
import { chosen, likelyScenario, subject } from "./jobs/choosing";
import { inWords } from "./errors";
import settingsPage from "./pages/settings.html";
import sidebarPage from "./pages/sidebar.html";
import { start } from "./jobs/starting";

const TITLE = "Optimization Engine";
type JobKey = keyof typeof JOBS;

/** A simple trigger: it may show a menu but call nothing. */
export function addMenu(): void {
  const menu = SpreadsheetApp.getUi().createMenu("Optimization");
  for (const [key, { label }] of Object.entries(JOBS)) menu.addItem(label, key);
  menu.addSeparator().addItem("Progress and results", "showSidebar").addItem("Settings", "showSettings").addToUi();
}

/** Start a job from the menu: asks first, then opens the sidebar, which looks after it. */
export function startFromMenu(key: JobKey): void {
  guarded(() => {
    const job: Job = JOBS[key];
    const scenario = chosen(likelyScenario());
    const ui = SpreadsheetApp.getUi();
    const words = [job.help, subject(job, scenario), job.question ?? ""].filter((text) => text !== "").join("\n\n");
    if (ui.alert(job.label, words, ui.ButtonSet.OK_CANCEL) !== ui.Button.OK) return;
    start(job, scenario);
    openSidebar();
  });
}

export function openSidebar(): void {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput(sidebarPage).setTitle(TITLE));
}

export function openSettings(): void {
  const page = HtmlService.createHtmlOutput(settingsPage).setWidth(420).setHeight(320);
  SpreadsheetApp.getUi().showModalDialog(page, "Settings");
}


function guarded(action: () => void): void {
  try {
    action();
  } catch (error) {
    const ui = SpreadsheetApp.getUi();
    ui.alert(TITLE, inWords(error), ui.ButtonSet.OK);
  }
}
