import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.ts";

const NEW_LINE = 0x0a;
/** The longest line that is read, in bytes. */
const LONGEST = 2 ** 25;

/** Some lines of a log, without their ends; undefined for one that is no text. */
export interface LineBlock {
  readonly lines: readonly (string | undefined)[];
  /** How many bytes they and all before them take. */
  readonly end: number;
  /** Whether the last of them has an end: else the log stops within it. */
  readonly isWhole: boolean;
}

/**
 * The lines of a log's bytes, as many at a time as come at once: decoding them one by one takes longer than reading what they
 * say. Throws a `Failure` ("bad-input"), which begins with `name`, where a line is too long: it may have no end.
 */
export async function* lineBlocks(bytes: AsyncIterable<Buffer>, name: string): AsyncGenerator<LineBlock> {
  let pieces: Buffer[] = [];
  let length = 0;
  let end = 0;
  let count = 0;
  for await (const chunk of bytes) {
    const last = chunk.lastIndexOf(NEW_LINE);
    if (last >= 0) {
      const block = Buffer.concat([...pieces, chunk.subarray(0, last)]);
      end += block.length + 1;
      const lines = linesOf(block);
      count += lines.length;
      yield { lines, end, isWhole: true };
      [pieces, length] = [[], 0];
    }
    const rest = chunk.subarray(last + 1);
    pieces.push(rest);
    length += rest.length;
    if (length > LONGEST) throw tooLong(name, count + 1);
  }
  if (length > 0) yield { lines: linesOf(Buffer.concat(pieces)), end: end + length, isWhole: false };
}

function tooLong(name: string, line: number): Failure {
  const message = l10n.t("{0}: line {1}: longer than {2} MiB, the most that Tare reads.", name, line, LONGEST >> 20);
  return new Failure("bad-input", message);
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function linesOf(block: Buffer): (string | undefined)[] {
  const text = textOf(block);
  if (text !== undefined) return text.split("\n");
  const lines: (string | undefined)[] = [];
  for (let from = 0; from <= block.length; ) {
    const at = block.indexOf(NEW_LINE, from);
    const end = at < 0 ? block.length : at;
    lines.push(textOf(block.subarray(from, end)));
    from = end + 1;
  }
  return lines;
}

/** Undefined where bytes are not UTF-8, or have a zero, as text in wider units has. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
