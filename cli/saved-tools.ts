import { InvalidArgumentError } from "commander";
import { listedTools } from "../engine/context/listed-tools.ts";
import type { ServerTools } from "../protocol/context.ts";
import { readText } from "./read.ts";

/** A server, and the file that holds its answer to `tools/list`. */
export interface SavedTools {
  readonly server: string;
  readonly file: string;
}

/** One more `NAME=FILE`. Throws commander's `InvalidArgumentError`. */
export function savedTools(value: string, before: readonly SavedTools[] = []): readonly SavedTools[] {
  const [, server, file] = /^([^=]+)=(.+)$/.exec(value) ?? [];
  if (server === undefined) throw new InvalidArgumentError("It must be NAME=FILE, the server's name and a file.");
  return [...before, { server, file: file! }];
}

/** Reads a saved answer, as `listedTools` does. Throws `Failure` ("bad-input"). */
export async function readSavedTools({ server, file }: SavedTools): Promise<ServerTools> {
  return listedTools(server, await readText(file), file);
}
