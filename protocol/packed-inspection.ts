import type { Inspection, Token } from "./inspection.ts";

/**
 * Tokens by column. They tile the text, so their lengths say where they are. A list of 20,000 tokens as objects takes
 * the host 20 ms to parse, its columns 2 ms.
 */
export interface TokenColumns {
  readonly lengths: readonly number[];
  /** To six significant digits. */
  readonly salience: readonly number[];
  /** Indices of the protected tokens, rising. */
  readonly protected: readonly number[];
}

/** An inspection as it crosses from the engine to the host. */
export type PackedInspection = Omit<Inspection, "tokens"> & { readonly tokens: TokenColumns };

export function packInspection({ tokens, ...rest }: Inspection): PackedInspection {
  return {
    ...rest,
    tokens: {
      lengths: tokens.map((t) => t.end - t.start),
      salience: tokens.map((t) => Number(t.salience.toPrecision(6))),
      protected: tokens.flatMap((t, i) => (t.protected ? [i] : [])),
    },
  };
}

export function unpackInspection({ tokens, ...rest }: PackedInspection): Inspection {
  const isProtected = new Set(tokens.protected);
  const unpacked: Token[] = [];
  let start = 0;
  for (const [i, length] of tokens.lengths.entries()) {
    const end = start + length;
    unpacked.push({ start, end, salience: tokens.salience[i]!, protected: isProtected.has(i) });
    start = end;
  }
  return { ...rest, tokens: unpacked };
}
