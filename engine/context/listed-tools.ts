import * as l10n from "@vscode/l10n";
import type { ServerTools } from "../../protocol/context.ts";
import { Failure } from "../../protocol/failure.ts";
import { readTools } from "../prompt/tool-schema.ts";

/**
 * A saved answer to `tools/list`: as it came over the wire (`{"result": {"tools": [...]}}`), its result, or the list alone;
 * `instructions` beside it. `file`: its name, for the message. Throws a `Failure` ("bad-input").
 */
export function listedTools(server: string, text: string, file: string): ServerTools {
  const json = parsed(text, file);
  const { result = json } = Object(json);
  const { tools = result, instructions } = Object(result);
  if (!Array.isArray(tools) || (tools.length > 0 && readTools(tools).length === 0))
    throw new Failure("bad-input", l10n.t("{0}: no answer to tools/list: it holds no list of tools.", file));
  return { server, tools, ...(typeof instructions === "string" && { instructions }) };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure("bad-input", l10n.t("{0}: this is no JSON.", file), { cause });
  }
}
