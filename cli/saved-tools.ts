import { InvalidArgumentError } from "commander";
import type { ServerTools } from "../protocol/context.ts";
import { Failure } from "../protocol/failure.ts";
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

/**
 * Reads an answer to `tools/list`: as it came over the wire (`{"result": {"tools": [...]}}`), its result, or the list alone;
 * `instructions` beside it. Throws `Failure` ("bad-input").
 */
export async function readSavedTools({ server, file }: SavedTools): Promise<ServerTools> {
  const json = parsed(await readText(file), file);
  const { result = json } = Object(json);
  const { tools = result, instructions } = Object(result);
  if (!Array.isArray(tools))
    throw new Failure("bad-input", `${file}: no answer to tools/list: it holds no list of tools.`);
  return { server, tools, ...(typeof instructions === "string" && { instructions }) };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure("bad-input", `${file}: this is no JSON.`, { cause });
  }
}
