import { fstatSync } from "node:fs";
import { open } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.ts";

/** What messages call a file, or standard input for `-`. */
export function nameOf(file: string): string {
  return file === "-" ? l10n.t("standard input") : file;
}

/** Which bytes of a file, both ends among them, and how many at a time. */
interface Part {
  readonly start: number;
  readonly end?: number;
  readonly highWaterMark?: number;
}

/** The bytes of a file, or of standard input for `-`, as they come. Throws `Failure` ("bad-input"). */
export async function* chunks(file: string, part?: Part): AsyncGenerator<Buffer> {
  try {
    // Node takes a folder there for an input that has ended.
    if (file === "-" && fstatSync(process.stdin.fd).isDirectory()) throw refusal(nameOf(file), { code: "EISDIR" });
    yield* file === "-" ? process.stdin : (await open(file)).createReadStream(part);
  } catch (cause) {
    throw cause instanceof Failure ? cause : refusal(nameOf(file), cause as Refused);
  }
}

/** Why the system gave no file. */
export type Refused = Pick<NodeJS.ErrnoException, "code">;

/** Why a file cannot be read, in the user's words. */
export function refusal(name: string, cause: Refused): Failure {
  const { code = "" } = cause;
  const what = {
    ENOENT: l10n.t("no such file"),
    EISDIR: l10n.t("this is a folder"),
    ENOTDIR: l10n.t("no such file"),
    ENXIO: l10n.t("this is no file"),
    EACCES: l10n.t("no permission to read it"),
  }[code];
  return new Failure("bad-input", l10n.t("{0}: {1}.", name, what ?? l10n.t("it cannot be read ({0})", code)), {
    cause,
  });
}
