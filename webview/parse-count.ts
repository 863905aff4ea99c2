/** The whole number that a person typed, with or without separators (`10,000`, `10 000`), or undefined. */
export function parseCount(text: string): number | undefined {
  const digits = text.replace(/[\s,_']/g, "");
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}
