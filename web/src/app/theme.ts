/** Light or dark: what the system says, until somebody chooses. The choice is all that this page keeps in the browser. */
import { useState } from "react";

type Theme = "light" | "dark";
const KEY = "optengine-theme";

function stored(): Theme | null {
  const found = localStorage.getItem(KEY);
  return found === "light" || found === "dark" ? found : null;
}

function theme(): Theme {
  return stored() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export function applyTheme(): void {
  document.documentElement.dataset.theme = theme();
}

export function useTheme(): [Theme, () => void] {
  const [now, set] = useState(theme);
  const turn = () => {
    const next = now === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, next);
    applyTheme();
    set(next);
  };
  return [now, turn];
}
