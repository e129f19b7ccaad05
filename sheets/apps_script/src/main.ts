// Everything that Google calls by its name: triggers, menu items, and what the pages ask for.
import { ask } from "./api";
import { lookAtAnswer, startTrade, startWhatIf, subjectAtCursor } from "./asking";
import { GREET } from "./documents";
import { answered } from "./errors";
import { addMenu, openSettings, openSidebar, startFromMenu } from "./menu";
import { connection, forgetSettings, keepSettings, settingsView } from "./settings";
import type { Answer, AskedView, JobView, LastRun, SettingsView, SidebarState, Subject } from "./shared";
import { goToResults, lookFromSidebar, sidebarState, startFromSidebar } from "./sidebar";
import { lastRun as newestRun } from "./tabs";
import { cancel } from "./jobs/watching";

export const onOpen = (): void => {
  addMenu();
};
export const onInstall = onOpen;

export const runSelected = (): void => {
  startFromMenu("runSelected");
};
export const runAll = (): void => {
  startFromMenu("runAll");
};
export const saveCandidates = (): void => {
  startFromMenu("saveCandidates");
};
export const saveConstraints = (): void => {
  startFromMenu("saveConstraints");
};
export const writeResults = (): void => {
  startFromMenu("writeResults");
};
export const publish = (): void => {
  startFromMenu("publish");
};
export const showSidebar = (): void => {
  openSidebar();
};
export const showSettings = (): void => {
  openSettings();
};

export const pageState = (): Answer<SidebarState> => answered(sidebarState);
export const startJob = (name: string, scenario: string): Answer<JobView> =>
  answered(() => startFromSidebar(name, scenario));
export const lookAtJob = (id: string): Answer<JobView> => answered(() => lookFromSidebar(id));
export const cancelJob = (id: string): Answer<JobView> => answered(() => cancel(id));
export const lastRun = (): Answer<LastRun | null> => answered(newestRun);
export const showResults = (): Answer<null> => answered(() => (goToResults(), null));

export const subject = (scenario: string): Answer<Subject> => answered(() => subjectAtCursor(scenario));
export const trade = (key: string, scenario: string): Answer<string> => answered(() => startTrade(key, scenario));
export const whatIf = (place: string, value: string, behind: string, scenario: string): Answer<string> =>
  answered(() => startWhatIf(place, value, behind, scenario));
export const answerOf = (id: string): Answer<AskedView> => answered(() => lookAtAnswer(id));

export const readSettings = (): Answer<SettingsView> => answered(settingsView);
/** Keep the settings and try them at once, so that a wrong token shows here and not in the next run. */
export const saveSettings = (url: string, token: string, roadmap: string): Answer<SettingsView> =>
  answered(() => {
    keepSettings(url, token, roadmap);
    ask(connection(), GREET, {});
    return settingsView();
  });
export const clearSettings = (): Answer<SettingsView> =>
  answered(() => {
    forgetSettings();
    return settingsView();
  });
