import { type FileSystemError, type Uri, workspace } from "vscode";
import { Failure } from "../../protocol/failure.ts";
import { fileName } from "./file-name.ts";

/** Text of a file. Rejects with a `Failure` ("bad-input") where it cannot be read or is not UTF-8. */
export async function readText(uri: Uri): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await workspace.fs.readFile(uri));
  } catch (cause) {
    throw new Failure("bad-input", `${fileName(uri)}: ${reason(cause as TypeError | FileSystemError)}.`, { cause });
  }
}

const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    FileNotFound: "no such file",
    FileIsADirectory: "this is a folder",
    NoPermissions: "no permission to read it",
  }),
);

/** A decoder throws a `TypeError`, a file system an error with a code. */
function reason(cause: TypeError | FileSystemError): string {
  if (cause instanceof TypeError) return "not UTF-8 text; save it as UTF-8 and try again";
  return REASONS.get((cause as FileSystemError).code) ?? cause.message;
}
