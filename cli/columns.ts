import stringWidth from "string-width";

/** A text filled with blanks to so many columns of a terminal, of which wide characters take two. */
export function filled(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}

/** A text, or its beginning, in at most so many columns; no character is split. By hand: cli-truncate 5.2 brings 19 kB. */
export function shortened(text: string, columns: number): string {
  let kept = "";
  let width = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += stringWidth(segment);
    if (width > columns) return `${kept}…`;
    if (width < columns) kept += segment;
  }
  return text;
}
