import { open, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { Failure } from "../../protocol/failure.ts";

/** The longest prompt that is read: ten times what the models of the day take. */
export const MOST_PROMPT_BYTES = 2 ** 25;

/** A prompt as it was read; `path` is absent for standard input. */
export interface ReadPrompt {
  readonly text: string;
  readonly path?: string;
}

/**
 * Reads a prompt from a file, or from standard input for `-`. A byte order mark stays in the text.
 * Throws `Failure` ("bad-input") where there is no such file or its bytes are not UTF-8: guessing another encoding
 * would lose text.
 */
export async function readPrompt(file: string): Promise<ReadPrompt> {
  const name = nameOf(file);
  return { text: decode(await read(file, name), `${name}: `), ...(file !== "-" && { path: file }) };
}

/** Reads a text beside the prompt. Throws as `readPrompt` does. */
export async function readText(file: string): Promise<string> {
  return (await readPrompt(file)).text;
}

/**
 * The lines of a file, or of standard input for `-`, as bytes, one at a time. Throws `Failure` ("bad-input") where there
 * is no such file or it is UTF-16.
 */
export async function* readLines(file: string): AsyncGenerator<Buffer> {
  const input = await openText(file);
  // A character for each byte: what is not UTF-8 stays as it is, and U+2028, which JSON allows, ends no line.
  input.setEncoding("latin1");
  let isFirst = true;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const bytes = Buffer.from(line, "latin1");
    if (isFirst && isUtf16(bytes)) throw notUtf8(bytes, `${nameOf(file)}: `);
    isFirst = false;
    yield bytes;
  }
}

/** The text of some bytes. Throws `Failure` ("bad-input") where they are not UTF-8; its message begins with `where`. */
export function decode(bytes: Buffer, where = ""): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw notUtf8(bytes, where);
  }
}

function notUtf8(bytes: Buffer, where: string): Failure {
  const found = isUtf16(bytes) ? "UTF-16" : "not UTF-8";
  return new Failure("bad-input", `${where}${found} text; save it as UTF-8 and try again.`);
}

/** Whether bytes begin with UTF-16's byte order mark, which is never UTF-8. */
function isUtf16([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** What messages call a file, or standard input for `-`. */
export function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

async function openText(file: string): Promise<NodeJS.ReadableStream> {
  if (file === "-") return process.stdin;
  const handle = await open(file).catch((cause) => Promise.reject(refusal(file, cause)));
  if ((await handle.stat()).isDirectory()) throw refusal(file, { code: "EISDIR" });
  return handle.createReadStream();
}

/** Why the system gave no file. */
type Refused = Pick<NodeJS.ErrnoException, "code">;

async function read(file: string, name: string): Promise<Buffer> {
  try {
    return file === "-" ? await buffer(process.stdin) : await readFile(file);
  } catch (cause) {
    throw refusal(name, cause as Refused);
  }
}

function refusal(name: string, cause: Refused): Failure {
  const { code = "" } = cause;
  const what = { ENOENT: "no such file", EISDIR: "this is a folder", EACCES: "no permission to read it" }[code] ?? code;
  return new Failure("bad-input", `${name}: ${what}.`, { cause });
}
