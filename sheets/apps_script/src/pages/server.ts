// How the pages ask the script. Google gives `google.script.run`, which answers by callbacks.
import type { Answer, AskedView, JobView, LastRun, SettingsView, SidebarState, Subject } from "../shared";

interface Functions {
  pageState(): Answer<SidebarState>;
  startJob(name: string, scenario: string): Answer<JobView>;
  lookAtJob(id: string): Answer<JobView>;
  cancelJob(id: string): Answer<JobView>;
  lastRun(): Answer<LastRun | null>;
  subject(scenario: string): Answer<Subject>;
  trade(key: string, scenario: string): Answer<string>;
  whatIf(place: string, value: string, behind: string, scenario: string): Answer<string>;
  answerOf(id: string): Answer<AskedView>;
  showResults(): Answer<null>;
  showSettings(): undefined;
  readSettings(): Answer<SettingsView>;
  saveSettings(url: string, token: string, roadmap: string): Answer<SettingsView>;
  clearSettings(): Answer<SettingsView>;
}

type Runner = Record<keyof Functions, (...parameters: string[]) => void> & {
  withSuccessHandler(handler: (answer: unknown) => void): Runner;
  withFailureHandler(handler: (error: Error) => void): Runner;
};

declare const google: { readonly script: { readonly run: Runner; readonly host: { close(): void } } };

type Value<F extends keyof Functions> = ReturnType<Functions[F]> extends Answer<infer T> ? T : undefined;

/** Ask the script; rejects with an Error whose message is for the person. */
export function call<F extends keyof Functions>(name: F, ...parameters: Parameters<Functions[F]>): Promise<Value<F>> {
  return new Promise((resolve, reject) => {
    google.script.run
      .withSuccessHandler((answer) => {
        const given = answer as Answer<Value<F>> | null;
        if (!given) resolve(undefined as Value<F>);
        else if (given.ok) resolve(given.value);
        else reject(new Error(given.message));
      })
      .withFailureHandler(reject)
      [name](...parameters);
  });
}

export function closePage(): void {
  google.script.host.close();
}
