const NEW_LINE = 0x0a;

/** A line of bytes without its line break; a line that is too long is cut off. */
export interface ByteLine {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/**
 * The lines of a stream, one at a time. Of a line of more than `most` bytes the beginning is given as soon as it is
 * known to be too long, and the rest is passed over: it may have no end.
 */
export async function* byteLines(input: AsyncIterable<Buffer>, most: number): AsyncGenerator<ByteLine> {
  let pieces: Buffer[] = [];
  let length = 0;
  let isWhole = true;
  for await (const chunk of input) {
    for (let from = 0; from < chunk.length; ) {
      const at = chunk.indexOf(NEW_LINE, from);
      const piece = chunk.subarray(from, at < 0 ? chunk.length : at);
      from += piece.length;
      length += piece.length;
      if (isWhole && length > most) {
        yield { bytes: Buffer.concat(pieces), isWhole: false };
        [isWhole, pieces] = [false, []];
      }
      if (isWhole) pieces.push(piece);
      if (at < 0) continue;
      if (isWhole) yield { bytes: Buffer.concat(pieces), isWhole };
      [isWhole, pieces, length] = [true, [], 0];
      from++;
    }
  }
  if (isWhole && length > 0) yield { bytes: Buffer.concat(pieces), isWhole };
}
