import type { Inspection, Token } from "./inspection.ts";
import type { Mark } from "./marks.ts";
import type { Span } from "./span.ts";

/** An inspection with what the editor paints of it. */
export interface MarkedInspection extends Inspection {
  readonly marks: readonly Mark[];
}

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

/** Spans by column, with what else is said of each; few things are said of many. A span starts `steps[i]` after the one before. */
export interface SpanColumns<S extends Span> {
  readonly steps: readonly number[];
  readonly lengths: readonly number[];
  readonly labels: readonly Omit<S, keyof Span>[];
  /** Each span's label, as an index of `labels`. */
  readonly labelled: readonly number[];
}

/** An inspection as it crosses from the engine to the host. */
export type PackedInspection = Omit<MarkedInspection, "tokens" | "protections" | "marks"> & {
  readonly tokens: TokenColumns;
  readonly protections: SpanColumns<Inspection["protections"][number]>;
  readonly marks: SpanColumns<Mark>;
};

export function packInspection({ tokens, protections, marks, ...rest }: MarkedInspection): PackedInspection {
  return {
    ...rest,
    tokens: {
      lengths: tokens.map((t) => t.end - t.start),
      salience: tokens.map((t) => Number(t.salience.toPrecision(6))),
      protected: tokens.flatMap((t, i) => (t.protected ? [i] : [])),
    },
    protections: packSpans(protections),
    marks: packSpans(marks),
  };
}

/** The inspection as it was packed. Tokens and protections, of which there are many, are unpacked when first asked for. */
export function unpackInspection({ tokens, protections, marks, ...rest }: PackedInspection): MarkedInspection {
  const allTokens = once(() => unpackTokens(tokens));
  const allProtections = once(() => unpackSpans(protections));
  return {
    ...rest,
    get tokens() {
      return allTokens();
    },
    get protections() {
      return allProtections();
    },
    marks: unpackSpans(marks),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function unpackTokens({ lengths, salience, protected: indices }: TokenColumns): Token[] {
  const isProtected = new Uint8Array(lengths.length);
  for (const i of indices) isProtected[i] = 1;
  let end = 0;
  return lengths.map((length, i) => {
    const start = end;
    end += length;
    return { start, end, salience: salience[i]!, protected: isProtected[i] === 1 };
  });
}

function packSpans<S extends Span>(spans: readonly S[]): SpanColumns<S> {
  const indices = new Map<string, number>();
  const labels: Omit<S, keyof Span>[] = [];
  const labelled = spans.map(({ start: _, end: __, ...label }) => {
    const key = JSON.stringify(label);
    const index = indices.get(key) ?? labels.push(label) - 1;
    indices.set(key, index);
    return index;
  });
  return {
    steps: spans.map(({ start }, i) => start - (spans[i - 1]?.start ?? 0)),
    lengths: spans.map(({ start, end }) => end - start),
    labels,
    labelled,
  };
}

function unpackSpans<S extends Span>({ steps, lengths, labels, labelled }: SpanColumns<S>): S[] {
  let start = 0;
  return steps.map((step, i) => {
    start += step;
    return { ...labels[labelled[i]!]!, start, end: start + lengths[i]! } as S;
  });
}
