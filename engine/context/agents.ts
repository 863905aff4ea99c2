import type { AgentId } from "../../protocol/context.ts";
import type { Agent } from "./agent.ts";
import { claudeCode } from "./agents/claude-code.ts";
import { codex } from "./agents/codex.ts";
import { copilot } from "./agents/copilot.ts";
import { cursor } from "./agents/cursor.ts";

/** Every agent whose loading is known. */
export const AGENT: Readonly<Record<AgentId, Agent>> = {
  "claude-code": claudeCode,
  copilot,
  cursor,
  codex,
};
