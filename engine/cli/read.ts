import { open, readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { Failure } from "../../protocol/failure.ts";

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
  const name = file === "-" ? "standard input" : file;
  return { text: decode(await read(file, name), name), ...(file !== "-" && { path: file }) };
}

/** Reads a text beside the prompt. Throws as `readPrompt` does. */
export async function readText(file: string): Promise<string> {
  return (await readPrompt(file)).text;
}

/**
 * A file to be read piece by piece, or standard input for `-`. Throws `Failure` ("bad-input") where there is no such
 * file.
 */
export async function openText(file: string): Promise<NodeJS.ReadableStream> {
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

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Failure("bad-input", `${name}: not UTF-8 text; save it as UTF-8 and try again.`, { cause });
  }
}
