/** A surface pattern: a regular expression and its flags. Patterns ship with the weights that were trained on them. */
export type Pattern = readonly [source: string, flags: string];

/**
 * The text, or its two ends of `length` UTF-16 units where it is longer than that: the cost is bounded for any prompt.
 */
export function ends(text: string, length: number): string[] {
  return text.length <= length ? [text] : [text.slice(0, length), text.slice(-length)];
}

/** ln(1 + n) of the trimmed text's length and of the matches of each pattern in its two ends of `length` units. */
export function logCounts(text: string, patterns: readonly Pattern[], length: number): Float32Array {
  const trimmed = text.trim();
  const counted = ends(trimmed, length).join("\n");
  const matches = patterns.map(([source, flags]) => counted.match(new RegExp(source, `g${flags}`))?.length ?? 0);
  return Float32Array.from([trimmed.length, ...matches], Math.log1p);
}
