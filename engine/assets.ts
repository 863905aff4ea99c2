import type { ZodType } from "zod";
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

/**
 * Value of a JSON file that ships with Tare. Throws as `readAsset`, also where the file is not what the schema says.
 */
export function readJsonAsset<T>(relative: string, schema: ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(readTextAsset(relative)));
  if (!parsed.success) throw new Failure("model-files", `${relative} is damaged; reinstall Tare.`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
