/** What is on the screen as a picture: boxes, texts and drawings of an element, drawn anew as SVG or as PNG. */
const SVG = "http://www.w3.org/2000/svg";
const DRAWN = ["fill", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-size", "font-weight", "font-family"];
const FOR_PNG = 2;
const FOOT = 24;

interface Clip {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function within(a: Clip, b: Clip): Clip {
  return { left: Math.max(a.left, b.left), top: Math.max(a.top, b.top), right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) };
}

class Drawing {
  readonly svg = document.createElementNS(SVG, "svg");
  private readonly origin: DOMRect;

  /** foot: what it is a picture of, below it; as many lines as it takes. */
  constructor(root: HTMLElement, foot: string) {
    this.origin = root.getBoundingClientRect();
    const [width, drawn] = [Math.ceil(root.scrollWidth), Math.ceil(root.scrollHeight)];
    const lines = broken(foot, Math.max(20, Math.floor(width / 6)));
    const height = drawn + (lines.length ? FOOT / 2 + lines.length * (FOOT / 1.5) : 0);
    for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) this.svg.setAttribute(name, String(value));
    this.add("rect", { width, height, fill: getComputedStyle(document.body).backgroundColor });
    const { left, top } = this.origin;
    this.draw(root, { left, top, right: left + width, bottom: top + drawn });
    const { color, fontFamily } = getComputedStyle(document.body);
    lines.forEach((line, index) => {
      const made = this.add("text", { x: 8, y: drawn + (index + 1) * (FOOT / 1.5), fill: color, "font-size": 11, "font-family": fontFamily });
      made.textContent = Array.from(line).filter((sign) => sign >= " ").join("");
    });
  }

  private add(kind: string, attributes: Record<string, string | number>): SVGElement {
    const made = document.createElementNS(SVG, kind);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
    this.svg.append(made);
    return made;
  }

  private draw(element: Element, clip: Clip): void {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden" || element.matches(".sr")) return;
    const box = element.getBoundingClientRect();
    const seen = within(clip, box);
    if (style.display !== "contents" && (seen.right <= seen.left || seen.bottom <= seen.top)) return;
    if (element instanceof SVGSVGElement) {
      this.nest(element, box);
      return;
    }
    this.box(style, seen);
    const inner = style.overflowX === "visible" && style.overflowY === "visible" ? clip : seen;
    if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
      const text = element instanceof HTMLSelectElement ? (element.selectedOptions[0]?.text ?? "") : element.type === "range" ? "" : element.value || element.placeholder;
      const right = style.textAlign === "right" || style.textAlign === "end";
      const x = right ? box.right - parseFloat(style.paddingRight) : box.left + parseFloat(style.paddingLeft);
      if (text) this.text(text, style, x, box, right ? "end" : "start");
      return;
    }
    for (const child of element.childNodes) {
      if (child instanceof Element) this.draw(child, inner);
      else if (child instanceof Text) this.lines(child, style, inner);
    }
  }

  private box(style: CSSStyleDeclaration, { left, top, right, bottom }: Clip): void {
    const [x, y, width, height] = [left - this.origin.left, top - this.origin.top, right - left, bottom - top];
    const rx = Math.min(parseFloat(style.borderTopLeftRadius) || 0, height / 2);
    if (!/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor)) this.add("rect", { x, y, width, height, rx, fill: style.backgroundColor });
    const side = (name: string) => (style.getPropertyValue(`border-${name}-style`) === "none" ? 0 : parseFloat(style.getPropertyValue(`border-${name}-width`)));
    const line = (name: string) => ({ stroke: style.getPropertyValue(`border-${name}-color`), "stroke-width": side(name) });
    if (["top", "right", "bottom", "left"].every((name) => side(name) > 0)) {
      this.add("rect", { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx, fill: "none", ...line("top") });
      return;
    }
    if (side("top") > 0) this.add("path", { d: `M${x} ${y}h${width}`, ...line("top") });
    if (side("bottom") > 0) this.add("path", { d: `M${x} ${y + height}h${width}`, ...line("bottom") });
    if (side("left") > 0) this.add("path", { d: `M${x} ${y}v${height}`, ...line("left") });
    if (side("right") > 0) this.add("path", { d: `M${x + width} ${y}v${height}`, ...line("right") });
  }

  /** A text node line by line, as the browser has broken it; what is cut off on the screen is cut off here. */
  private lines(node: Text, style: CSSStyleDeclaration, clip: Clip): void {
    const range = document.createRange();
    let line: { text: string; box: DOMRect } | null = null;
    const end = () => {
      if (line?.text.trim()) this.text(line.text.trimEnd(), style, line.box.left, line.box, "start");
      line = null;
    };
    for (let at = 0; at < node.data.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (!box || box.width === 0) continue;
      if (line && Math.abs(box.top - line.box.top) > 2) end();
      const middle = (box.top + box.bottom) / 2;
      if (middle < clip.top || middle > clip.bottom || box.left < clip.left - 1) continue;
      if (box.right > clip.right + 1) {
        if (line && !line.text.endsWith("…")) line.text = `${line.text.slice(0, -1)}…`;
      } else if (line) line.text += node.data.charAt(at);
      else line = { text: node.data.charAt(at), box };
    }
    end();
  }

  private text(content: string, style: CSSStyleDeclaration, x: number, box: DOMRect, anchor: "start" | "end"): void {
    const size = parseFloat(style.fontSize);
    const baseline = (box.top + box.bottom) / 2 - this.origin.top + size * 0.35;
    const made = this.add("text", { x: x - this.origin.left, y: baseline, fill: style.color, "font-size": size, "font-weight": style.fontWeight, "font-family": style.fontFamily, "text-anchor": anchor, "xml:space": "preserve" });
    // Characters that no XML may have would spoil the file.
    made.textContent = Array.from(content).filter((sign) => sign >= " ").join("");
  }

  /** A drawing within the page, with the colours that its style sheets give it. */
  private nest(drawing: SVGSVGElement, box: DOMRect): void {
    const copy = drawing.cloneNode(true) as SVGSVGElement;
    const [from, to] = [[drawing, ...drawing.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
    from.forEach((each, index) => {
      const [style, target] = [getComputedStyle(each), to[index]];
      for (const name of DRAWN) target?.setAttribute(name, style.getPropertyValue(name));
      for (const name of ["class", "tabindex", "role"]) target?.removeAttribute(name);
    });
    for (const [name, value] of Object.entries({ x: box.left - this.origin.left, y: box.top - this.origin.top, width: box.width, height: box.height })) copy.setAttribute(name, String(value));
    this.svg.append(copy);
  }
}

/** A text in lines of so many signs at most, broken at spaces. */
function broken(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function svgOf(root: HTMLElement, foot: string): string {
  return new XMLSerializer().serializeToString(new Drawing(root, foot).svg);
}

/** Raises an error where the browser cannot draw it. */
export async function pngOf(root: HTMLElement, foot: string): Promise<Blob> {
  const { svg } = new Drawing(root, foot);
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width * FOR_PNG, image.height * FOR_PNG];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("The browser drew no picture."))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
