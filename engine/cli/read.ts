import { readFileSync } from "node:fs";
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
export function readPrompt(file: string): ReadPrompt {
  const name = file === "-" ? "standard input" : file;
  return { text: decode(read(file, name), name), ...(file !== "-" && { path: file }) };
}

function read(file: string, name: string): Buffer {
  try {
    return readFileSync(file === "-" ? 0 : file);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const what =
      { ENOENT: "no such file", EISDIR: "this is a folder", EACCES: "no permission to read it" }[code ?? ""] ?? code;
    throw new Failure("bad-input", `${name}: ${what}.`, { cause });
  }
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Failure("bad-input", `${name}: not UTF-8 text; save it as UTF-8 and try again.`, { cause });
  }
}
