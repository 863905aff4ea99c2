/** The commas, semicolons and colons at the end of a word, in any script. */
export const COMMAS = /(?<![,;:،؛、，；：])[,;:،؛、，；：]+$/u;
