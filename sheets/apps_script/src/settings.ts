import { PlainError } from "./errors";
import type { SettingsView } from "./shared";

// The address is kept for each person, like the token: if it were the spreadsheet's, anyone who may edit that could
// have other people's tokens sent to an address of theirs.
const URL = "optengine.url";
const TOKEN = "optengine.token";
const ROADMAP = "optengine.roadmap";

export interface Connection {
  readonly url: string;
  readonly token: string;
}

export function connection(): Connection {
  const properties = PropertiesService.getUserProperties();
  const url = properties.getProperty(URL) ?? "";
  const token = properties.getProperty(TOKEN) ?? "";
  if (!url || !token) {
    throw new PlainError(
      "The address of the Optimization Engine and your token are not set yet: Optimization > Settings.",
    );
  }
  return { url, token };
}

export function isSetUp(): boolean {
  const properties = PropertiesService.getUserProperties();
  return Boolean(properties.getProperty(URL) && properties.getProperty(TOKEN));
}

/** The Roadmap spreadsheet to publish to: its id or address; empty where none is set. */
export function roadmap(): string {
  return PropertiesService.getDocumentProperties().getProperty(ROADMAP) ?? "";
}

export function settingsView(): SettingsView {
  const properties = PropertiesService.getUserProperties();
  return {
    url: properties.getProperty(URL) ?? "",
    hasToken: Boolean(properties.getProperty(TOKEN)),
    roadmap: roadmap(),
  };
}

/** Keep the settings; an empty token leaves the one that is there, unless the address changes. */
export function keepSettings(url: string, token: string, roadmapAddress: string): void {
  const properties = PropertiesService.getUserProperties();
  const address = checkedUrl(url);
  const secret = token.trim();
  if (!secret && (properties.getProperty(URL) !== address || !properties.getProperty(TOKEN))) {
    throw new PlainError(
      "Enter the token for this address as well. An administrator makes one with: optengine token create",
    );
  }
  properties.setProperty(URL, address);
  if (secret) properties.setProperty(TOKEN, secret);
  PropertiesService.getDocumentProperties().setProperty(ROADMAP, roadmapAddress.trim());
}

export function forgetSettings(): void {
  const properties = PropertiesService.getUserProperties();
  properties.deleteProperty(URL);
  properties.deleteProperty(TOKEN);
}

function checkedUrl(text: string): string {
  const found = /^https:\/\/([^\s/?#@]+)(\/[^\s?#]*)?$/.exec(text.trim());
  if (!found) {
    throw new PlainError(
      "The address has to look like https://plan.example/graphql. Google calls it from its own data centres, so it has " +
        "to be public and to begin with https.",
    );
  }
  const path = (found[2] ?? "").replace(/\/+$/, "");
  return `https://${found[1] ?? ""}${path || "/graphql"}`;
}
