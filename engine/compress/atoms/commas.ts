/** The commas, semicolons and colons at the end of a word, in any script. */
export const COMMAS = /(?<![,;:،؛、，；：])[,;:،؛、，；：]+$/u;

/** Whether a word is nothing but a comma or the like: it goes with the words that it parts. */
export function isComma(word: string): boolean {
  return COMMAS.exec(word)?.index === 0;
}
