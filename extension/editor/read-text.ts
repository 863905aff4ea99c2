import { type FileSystemError, l10n, type Uri, workspace } from "vscode";
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

/** A decoder throws a `TypeError`, a file system an error with a code. */
function reason(cause: TypeError | FileSystemError): string {
  if (cause instanceof TypeError) return l10n.t("not UTF-8 text; save it as UTF-8 and try again");
  switch ((cause as FileSystemError).code) {
    case "FileNotFound":
      return l10n.t("no such file");
    case "FileIsADirectory":
      return l10n.t("this is a folder");
    case "NoPermissions":
      return l10n.t("no permission to read it");
    default:
      return cause.message;
  }
}
