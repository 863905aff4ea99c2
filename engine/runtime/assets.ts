import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { readFile, sha256 } from "#platform";
import { Failure } from "../../protocol/failure.ts";

/** A model's folder names its files with their checksums. */
const MANIFEST = "manifest.json";
const manifest = z.object({ files: z.array(z.object({ name: z.string(), sha256: z.string() })) });

/**
 * Bytes of a file that ships with Tare, given relative to the package's root. Throws a `Failure` ("model-files") that
 * names the file if it cannot be read, or is a model's and not as the manifest has it.
 */
export function readAsset(relative: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFile(relative);
  } catch (cause) {
    throw new Failure("model-files", l10n.t("{0} is missing or cannot be read; reinstall Tare.", relative), { cause });
  }
  if (relative.startsWith("models/") && !relative.endsWith(MANIFEST)) assertWhole(relative, sha256(bytes));
  return bytes;
}

/** Throws a `Failure` ("model-files") that names a model's file where its SHA-256 is not the manifest's. */
export function assertWhole(path: string, found: string): void {
  const [folder, name] = [path.slice(0, path.lastIndexOf("/")), path.slice(path.lastIndexOf("/") + 1)];
  const { files } = readJsonAsset(`${folder}/${MANIFEST}`, manifest);
  if (files.find((file) => file.name === name)?.sha256 !== found)
    throw new Failure(
      "model-files",
      l10n.t("{0} is damaged: its checksum is not the manifest's; reinstall Tare.", path),
    );
}

/** Text of a file that ships with Tare, as `readAsset`. */
export function readTextAsset(relative: string): string {
  return new TextDecoder().decode(readAsset(relative));
}

/**
 * Value of a JSON file that ships with Tare. Throws as `readAsset`, also where the file is not what the schema says.
 */
export function readJsonAsset<T>(relative: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(readTextAsset(relative)));
  if (!parsed.success) {
    throw new Failure("model-files", l10n.t("{0} is damaged; reinstall Tare.", relative), { cause: parsed.error });
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
