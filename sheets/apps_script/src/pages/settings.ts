// The settings dialog. The token goes to the script and never comes back.
import type { SettingsView } from "../shared";
import { element, setText, wordsOf } from "./dom";
import { call, closePage } from "./server";

const input = (id: string): HTMLInputElement => element<HTMLInputElement>(id);

function show(settings: SettingsView): void {
  input("url").value = settings.url;
  input("token").value = "";
  input("roadmap").value = settings.roadmap;
  setText("kept", settings.hasToken ? "A token is kept for you. Leave this empty to keep it." : "");
}

async function doing(action: () => Promise<SettingsView>, then: () => void): Promise<void> {
  const buttons = ["save", "forget"].map((id) => element<HTMLButtonElement>(id));
  for (const button of buttons) button.disabled = true;
  setText("said", "One moment…");
  element("said").className = "";
  try {
    show(await action());
    then();
  } catch (error) {
    setText("said", wordsOf(error));
    element("said").className = "bad";
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

const quiet = (): void => {
  setText("said", "");
};

element("save").addEventListener("click", () => {
  void doing(() => call("saveSettings", input("url").value, input("token").value, input("roadmap").value), closePage);
});
element("forget").addEventListener("click", () => {
  void doing(() => call("clearSettings"), quiet);
});
void doing(() => call("readSettings"), quiet);
