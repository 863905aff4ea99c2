import { readFile } from "#platform";
import { Failure } from "../protocol/failure.ts";

/**
 * Bytes of a file that ships with Tare, given relative to the package's root. Throws a `Failure` ("model-files") that
 * names the file if it cannot be read.
 */
export function readAsset(relative: string): Uint8Array {
  try {
    return readFile(relative);
  } catch (cause) {
    throw new Failure("model-files", `${relative} is missing or cannot be read; reinstall Tare.`, { cause });
  }
}

/** Text of a file that ships with Tare, as `readAsset`. */
export function readTextAsset(relative: string): string {
  return new TextDecoder().decode(readAsset(relative));
}
