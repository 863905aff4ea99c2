import * as l10n from "@vscode/l10n";
import type { EditorTool, ServerTools } from "../../protocol/context.ts";
import { type Json, objectOr } from "../../protocol/json.ts";
import { readTools } from "../prompt/tool-schema.ts";
import type { Agent, Draft, McpRule, Scene } from "./agent.ts";
import { settingsOf } from "./settings.ts";
import type { Workspace } from "./workspace.ts";

/** A server as a file names it. */
export interface Server {
  readonly name: string;
  readonly path: string;
  readonly settings: Json;
}

/**
 * The MCP servers that an agent's files name, and what of their tools it tells the model. No server is started: of one
 * whose tools nobody has listed the weight is not known.
 */
export async function serversOf({ mcp }: Agent, { workspace, input }: Scene): Promise<Draft[]> {
  if (!mcp) return [];
  const servers = await namedServers(mcp, workspace);
  // What the user has told comes before what the editor lists.
  const listed = [...listedByEditor(servers, mcp, input.editorTools), ...(input.tools ?? [])];
  const byName = new Map(listed.map((one) => [one.server, one]));
  return servers.flatMap((server) => draftsOf(server, byName.get(server.name), mcp));
}

/**
 * The tools that VS Code lists, by server: a name tells it by how it begins. Where two servers' begin alike, nobody knows
 * whose they are.
 */
function listedByEditor(servers: readonly Server[], { prefix }: McpRule, tools: readonly EditorTool[] = []) {
  if (!prefix) return [];
  const prefixes = servers.map(({ name }) => prefix(name));
  const longestFirst = prefixes.toSorted((a, b) => b.length - a.length);
  const prefixOf = ({ name }: EditorTool) => longestFirst.find((one) => name.startsWith(one));
  return servers.flatMap(({ name }, i): ServerTools[] => {
    const isAlone = prefixes.indexOf(prefixes[i]!) === prefixes.lastIndexOf(prefixes[i]!);
    const own = tools.filter((tool) => prefixOf(tool) === prefixes[i]);
    return isAlone && own.length > 0 ? [{ server: name, tools: own }] : [];
  });
}

/** The servers that files name and do not switch off: of one name the first. */
export async function namedServers({ files }: McpRule, workspace: Workspace): Promise<Server[]> {
  const found = new Map<string, Server>();
  for (const { path, key } of files) {
    for (const [name, value] of Object.entries(await tableOf(workspace, path, key))) {
      const settings = objectOr(value);
      const isOff = settings.disabled === true || settings.enabled === false;
      if (!isOff && !found.has(name)) found.set(name, { name, path, settings });
    }
  }
  return [...found.values()];
}

/** Of TOML only the names of the tables are read: nothing else of it is needed. */
async function tableOf(workspace: Workspace, path: string, key: string): Promise<Json> {
  if (!path.endsWith(".toml")) return objectOr((await settingsOf(workspace, path))[key]);
  const heads = ((await workspace.textOf(path)) ?? "").matchAll(/^[ \t]*\[([\w-]+)\.(?:"([^"\n]+)"|([\w-]+))\]/gm);
  return Object.fromEntries(
    [...heads].filter(([, table]) => table === key).map(([, , quoted, bare]) => [quoted ?? bare!, {}]),
  );
}

/** What a server says of itself is cut there by Claude Code, and is the only one of which a cap is known. */
const MOST_OF_INSTRUCTIONS = 2048;

function draftsOf({ name, path, settings }: Server, listed: ServerTools | undefined, { defers }: McpRule): Draft[] {
  const draft: Draft = { path, name, loads: "tools" };
  if (!listed) {
    const message = l10n.t("Its tools are not known: save the server's answer to `tools/list` and give it to Tare.");
    return [{ ...draft, problems: [{ code: "unknown-tools", message }] }];
  }
  const tools = readTools(listed.tools);
  const { instructions = "" } = listed;
  const said: Draft[] = instructions === "" ? [] : [{ ...draft, text: instructions }];
  if (!defers || settings.alwaysLoad === true) return [{ ...draft, tools }, ...said];
  const names = tools.map((tool) => defers(name, tool.name)).join("\n");
  return [
    { ...draft, text: `${names}\n${instructions.slice(0, MOST_OF_INSTRUCTIONS)}`.trim() },
    { ...draft, loads: "on-demand", tools },
  ];
}
