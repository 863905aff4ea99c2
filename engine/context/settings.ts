import { parse as parseJson } from "jsonc-parser";
import { parse as parseYaml } from "yaml";
import { type Json, objectOr } from "../../protocol/json.ts";
import type { Workspace } from "./workspace.ts";

/** The settings in a file of JSON, with comments or without, or of YAML; none where it is missing or faulty. */
export async function settingsOf(workspace: Workspace, path: string): Promise<Json> {
  const text = await workspace.textOf(path);
  return objectOr(text === undefined ? undefined : parsed(text, path));
}

function parsed(text: string, path: string): unknown {
  if (!/\.ya?ml$/.test(path)) return parseJson(text);
  try {
    return parseYaml(text, { logLevel: "error", maxAliasCount: 16 });
  } catch {
    return undefined;
  }
}

/** A text or a list of texts as a list. */
export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
}
