import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

/** A translation of every text into one letter of another script, with the same places. */
export function strangeTexts(): Readonly<Record<string, string>> {
  const english: Record<string, string> = JSON.parse(readFileSync("l10n/bundle.l10n.json", "utf8"));
  return Object.fromEntries(Object.keys(english).map((text) => [text, text.replace(/(?<!\{)\p{L}/gu, "文")]));
}

/** The words of the Latin script in a text. */
export function latin(text: string): string[] {
  return text.match(/[A-Za-z]{2,}/g) ?? [];
}

/** All that an element shows or says to those who do not see it. */
export function shownTexts(page: Page, element: string): Promise<string> {
  return page.evaluate(`(() => {
    const all = (node) =>
      node.nodeType === Node.TEXT_NODE ? [node.data]
      : node.localName === "style" ? []
      : [...["aria-label", "aria-valuetext", "title", "data-column"].map((name) => node.getAttribute?.(name) ?? ""),
         ...[node.shadowRoot, ...node.childNodes].filter(Boolean).flatMap(all)];
    return all(document.querySelector("${element}")).join(" ");
  })()`);
}
