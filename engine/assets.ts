import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Failure } from "../protocol/failure.ts";

/** The package's root: one level above this file in the source tree and above the bundle in `dist/` alike. */
const root = new URL("../", import.meta.url);

/** Absolute path of a file that ships with Tare, given relative to the package's root. */
export function assetPath(relative: string): string {
  return fileURLToPath(new URL(relative, root));
}

/** Bytes of a file that ships with Tare. Throws a `Failure` ("model-files") that names the file if it cannot be read. */
export function readAsset(relative: string): Buffer {
  try {
    return readFileSync(assetPath(relative));
  } catch (cause) {
    throw new Failure("model-files", `${relative} is missing or cannot be read; reinstall Tare.`, { cause });
  }
}
