import { access, constants, stat } from "node:fs/promises";
import { chunks, nameOf, type Refused, refusal } from "../engine/runtime/file-bytes.ts";
import { Failure } from "../protocol/failure.ts";
import { byteLines } from "./byte-lines.ts";

/** The longest prompt that is read: ten times what today's models accept. */
export const MOST_PROMPT_BYTES = 2 ** 25;
/** The longest other text, such as a thinking trace. */
const MOST_TEXT_BYTES = 2 ** 28;

/** A prompt as it was read; `path` is absent for standard input. */
export interface ReadPrompt {
  readonly text: string;
  readonly path?: string;
}

/**
 * Reads a prompt from a file, or from standard input for `-`. A byte order mark stays in the text.
 * Throws `Failure` ("bad-input") where there is no such file, it is too long, or its bytes are not UTF-8: guessing
 * another encoding would lose text.
 */
export async function readPrompt(file: string): Promise<ReadPrompt> {
  return { text: await read(file, MOST_PROMPT_BYTES), ...(file !== "-" && { path: file }) };
}

/** Reads a text beside the prompt. Throws as `readPrompt` does. */
export function readText(file: string): Promise<string> {
  return read(file, MOST_TEXT_BYTES);
}

/** The value in the text of a JSON file. Throws `Failure` ("bad-input") where the text is not JSON. */
export function parsedJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new Failure("bad-input", `${nameOf(file)}: this is no JSON: ${(cause as Error).message}.`, { cause });
  }
}

/**
 * The lines of a file, or of standard input for `-`, as bytes, one at a time. Throws `Failure` ("bad-input") where
 * there is no such file, it is UTF-16 or UTF-32, or a line is too long: such a line may have no end.
 */
export async function* readLines(file: string): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, isWhole } of byteLines(chunks(file), MOST_PROMPT_BYTES)) {
    number++;
    if (!isWhole) throw tooLong(`${nameOf(file)}: line ${number}`, MOST_PROMPT_BYTES);
    if (number === 1 && wideEncoding(bytes)) throw notUtf8(bytes, `${nameOf(file)}: `);
    yield bytes;
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of some bytes. Throws `Failure` ("bad-input") where they are not UTF-8; its message begins with `where`. */
export function decode(bytes: Buffer, where = ""): string {
  if (wideEncoding(bytes)) throw notUtf8(bytes, where);
  try {
    return UTF8.decode(bytes);
  } catch {
    throw notUtf8(bytes, where);
  }
}

function notUtf8(bytes: Buffer, where: string): Failure {
  const found = wideEncoding(bytes) ?? "not UTF-8";
  return new Failure("bad-input", `${where}${found} text; save it as UTF-8 and try again.`);
}

/**
 * How texts in UTF-16 and UTF-32 begin: with a byte order mark, or with two ASCII letters (RFC 4627). X: any byte but
 * 0.
 */
const WIDE: readonly (readonly [RegExp, "UTF-16" | "UTF-32"])[] = [
  [/^(fffe0000|0000feff)/, "UTF-32"],
  [/^(fffe|feff)/, "UTF-16"],
  [/^(?!00)..000000|^000000(?!00)../, "UTF-32"],
  [/^(?!00)..00(?!00)..00|^00(?!00)..00(?!00)/, "UTF-16"],
];

/** Which of them some bytes are; undefined where they may be UTF-8. */
function wideEncoding(bytes: Buffer) {
  // Nearly all lines, of which a log may have a million, are done with here.
  if (bytes[0]! > 0 && bytes[0]! < 0xfe && bytes[1]! > 0) return undefined;
  const first = bytes.toString("hex", 0, 4);
  return WIDE.find(([pattern]) => pattern.test(first))?.[1];
}

/** Throws `Failure` ("bad-input") where there is no such file, or it may not be read. */
export async function assertFile(file: string): Promise<void> {
  try {
    if ((await stat(file)).isDirectory()) throw refusal(file, { code: "EISDIR" });
    await access(file, constants.R_OK);
  } catch (cause) {
    throw cause instanceof Failure ? cause : refusal(file, cause as Refused);
  }
}

/** A number of bytes as messages say it. */
export function sizeOf(bytes: number): string {
  return `${bytes >> 20} MiB`;
}

async function read(file: string, most: number): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks(file)) {
    length += chunk.length;
    if (length > most) throw tooLong(nameOf(file), most);
    pieces.push(chunk);
  }
  return decode(Buffer.concat(pieces), `${nameOf(file)}: `);
}

function tooLong(what: string, most: number): Failure {
  return new Failure("bad-input", `${what}: longer than ${sizeOf(most)}, the most that Tare reads.`);
}
