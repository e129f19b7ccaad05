/** An element of the page. Texts are only ever set as texts, so that nothing from a cell becomes markup. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found as T;
}

export function setText(id: string, text: string): void {
  const target = element(id);
  target.textContent = text;
  target.hidden = text === "";
}

export function made(tag: string, text: string, className = ""): HTMLElement {
  const child = document.createElement(tag);
  child.textContent = text;
  child.className = className;
  return child;
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
