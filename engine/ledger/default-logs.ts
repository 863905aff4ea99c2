import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { FoundLogs } from "../../protocol/ledger.ts";
import { logsToImport } from "./log-files.ts";

type ToolLogs = Pick<FoundLogs, "tool" | "folder">;

/**
 * The folders in which tools of this user have logs, as their settings in the environment name them, else at the usual
 * place; those that hold none are left out.
 */
export async function defaultLogs(): Promise<FoundLogs[]> {
  const { CLAUDE_CONFIG_DIR, CODEX_HOME, GEMINI_DATA_DIR, XDG_DATA_HOME } = process.env;
  const home = (...names: readonly string[]) => join(homedir(), ...names);
  const claude = CLAUDE_CONFIG_DIR ? CLAUDE_CONFIG_DIR.split(",") : [home(".claude"), home(".config", "claude")];
  const codex = CODEX_HOME || home(".codex");
  const places: readonly ToolLogs[] = [
    ...claude.map((folder) => ({ tool: "Claude Code", folder: join(folder.trim(), "projects") })),
    { tool: "Codex", folder: join(codex, "sessions") },
    { tool: "Codex", folder: join(codex, "archived_sessions") },
    { tool: "Gemini CLI", folder: join(GEMINI_DATA_DIR || home(".gemini"), "tmp") },
    { tool: "Qwen Code", folder: home(".qwen", "projects") },
    { tool: "Copilot CLI", folder: home(".copilot", "session-state") },
    { tool: "opencode", folder: join(XDG_DATA_HOME || home(".local", "share"), "opencode", "storage", "message") },
  ];
  const found: FoundLogs[] = [];
  for (const place of places) {
    if (!(await stat(place.folder).catch(() => undefined))?.isDirectory()) continue;
    const logs = await logsToImport([place.folder]);
    if (logs.length > 0)
      found.push({ ...place, logs: logs.length, bytes: logs.reduce((sum, { size }) => sum + size, 0) });
  }
  return found;
}
