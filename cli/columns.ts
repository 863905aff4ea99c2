import stringWidth from "string-width";

/** Pads a text with blanks to a number of terminal columns; wide characters take two. */
export function filled(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}

/** Cuts a text to a number of columns without splitting a character. By hand: cli-truncate 5.2 adds 19 kB. */
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
