import type { Inspection, Removable, Token } from "./inspection.ts";
import { type Mark, type MarkColumns, markColumns, movedMarks } from "./marks.ts";
import { once } from "./once.ts";
import type { Span } from "./span.ts";

/** An inspection with what the editor paints of it. */
export interface MarkedInspection extends Inspection {
  readonly marks: MarkColumns;
}

/** Tokens by column. They tile the text, so their ends say where they are. */
export interface TokenColumns {
  readonly ends: Uint32Array;
  readonly salience: Float32Array;
  /** 1 where a token is protected. */
  readonly protected: Uint8Array;
}

/** Spans by column, with what else is said of each; few things are said of many. */
export interface SpanColumns<S extends Span> {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly labels: readonly Omit<S, keyof Span>[];
  /** Each span's label, as an index of `labels`. */
  readonly labelled: Uint32Array;
}

type Reasoned = Omit<Removable, "salience">;

/**
 * An inspection as it crosses from the engine to the host, by structured clone. Columns of numbers are copied as they
 * are, where a list of 20,000 objects would hold the host up for 20 ms and leave it their garbage.
 */
export type PackedInspection = Omit<MarkedInspection, "tokens" | "protections" | "removable"> & {
  readonly tokens: TokenColumns;
  readonly protections: SpanColumns<Inspection["protections"][number]>;
  readonly removable: SpanColumns<Reasoned> & { readonly salience: Float32Array };
};

export function packInspection(inspection: Inspection, marks: readonly Mark[]): PackedInspection {
  const { tokens, protections, removable, ...rest } = inspection;
  return {
    ...rest,
    tokens: {
      ends: Uint32Array.from(tokens, (t) => t.end),
      salience: Float32Array.from(tokens, (t) => t.salience),
      protected: Uint8Array.from(tokens, (t) => Number(t.protected)),
    },
    protections: packSpans(protections),
    removable: {
      ...packSpans<Reasoned>(removable.map(({ salience: _, ...reasoned }) => reasoned)),
      salience: Float32Array.from(removable, (r) => r.salience),
    },
    marks: markColumns(marks),
  };
}

/**
 * The inspection as it was packed, with salience in single precision; its positions are those in a document in which
 * the inspected text begins at `at`. What there is much of is unpacked when first asked for.
 */
export function unpackInspection(packed: PackedInspection, at = 0): MarkedInspection {
  const { tokens, protections, removable, marks, media, parts, warnings, ...rest } = packed;
  const allTokens = once(() => unpackTokens(tokens, at));
  const allProtections = once(() => unpackSpans(protections, at));
  const allRemovable = once(() =>
    unpackSpans<Reasoned>(removable, at).map((span, i) => ({ ...span, salience: removable.salience[i]! })),
  );
  return {
    ...rest,
    media: moved(media, at),
    parts: moved(parts, at),
    warnings: moved(warnings, at),
    marks: movedMarks(marks, at),
    get tokens() {
      return allTokens();
    },
    get protections() {
      return allProtections();
    },
    get removable() {
      return allRemovable();
    },
  };
}

function unpackTokens({ ends, salience, protected: isProtected }: TokenColumns, at: number): Token[] {
  return Array.from(ends, (end, i) => ({
    start: at + (ends[i - 1] ?? 0),
    end: at + end,
    salience: salience[i]!,
    protected: isProtected[i] === 1,
  }));
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
    starts: Uint32Array.from(spans, ({ start }) => start),
    ends: Uint32Array.from(spans, ({ end }) => end),
    labels,
    labelled: Uint32Array.from(labelled),
  };
}

function unpackSpans<S extends Span>({ starts, ends, labels, labelled }: SpanColumns<S>, at: number): S[] {
  return Array.from(starts, (start, i) => ({ ...labels[labelled[i]!]!, start: at + start, end: at + ends[i]! }) as S);
}

function moved<S extends Span>(spans: readonly S[], by: number): S[] {
  return spans.map((span) => ({ ...span, start: span.start + by, end: span.end + by }));
}
