import * as l10n from "@vscode/l10n";
import type { AgentId, Files, ServerLaunch } from "../../protocol/context.ts";
import { Failure } from "../../protocol/failure.ts";
import { objectOr } from "../../protocol/json.ts";
import type { Surroundings } from "../runtime/on-disk.ts";
import { AGENT } from "./agents.ts";
import { namedServers } from "./servers.ts";
import { textsOf } from "./settings.ts";
import { Workspace } from "./workspace.ts";

/**
 * How an agent starts a server, as the first of its files says that names it; nothing is started. Throws a `Failure`
 * ("bad-input") where that is no command, or asks for what only the agent knows.
 */
export async function serverLaunch(
  files: Files,
  agent: AgentId,
  name: string,
  around: Surroundings,
): Promise<ServerLaunch> {
  const { mcp } = AGENT[agent];
  const servers = mcp ? await namedServers(mcp, await Workspace.open(files, { user: true })) : [];
  const server = servers.find((one) => one.name === name);
  const { command, args, env, cwd } = objectOr(server?.settings);
  if (typeof command !== "string")
    throw new Failure(
      "bad-input",
      l10n.t("{0}: no saved file that Tare can read says by which command it starts.", name),
    );
  const filled = (text: string) => fill(text, name, around);
  return {
    command: filled(command),
    args: textsOf(args).map(filled),
    folder: typeof cwd === "string" ? filled(cwd) : around.folder,
    env: Object.fromEntries(
      Object.entries(objectOr(env)).flatMap(([key, value]) =>
        typeof value === "string" ? [[key, filled(value)]] : [],
      ),
    ),
  };
}

/** `${NAME}` and `${NAME:-other}` of Claude Code, `${env:NAME}` and `${workspaceFolder}` of VS Code. */
function fill(text: string, server: string, { folder, env }: Surroundings): string {
  return text.replace(/\$\{(?:env:)?([^}:]+)(?::-([^}]*))?\}|\$\{[^}]*\}/g, (whole, name?: string, other?: string) => {
    const value = name === "workspaceFolder" ? folder : name === undefined ? undefined : (env[name] ?? other);
    if (value !== undefined) return value;
    throw new Failure("bad-input", l10n.t("{0}: its command asks for {1}, which is not set here.", server, whole));
  });
}
