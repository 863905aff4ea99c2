import type { AgentId } from "../../protocol/context.ts";
import type { Agent } from "./agent.ts";
import { aider } from "./agents/aider.ts";
import { claudeCode } from "./agents/claude-code.ts";
import { cline } from "./agents/cline.ts";
import { codex } from "./agents/codex.ts";
import { continueDev } from "./agents/continue.ts";
import { copilot } from "./agents/copilot.ts";
import { cursor } from "./agents/cursor.ts";
import { geminiCli } from "./agents/gemini-cli.ts";
import { kiro } from "./agents/kiro.ts";
import { opencode } from "./agents/opencode.ts";
import { windsurf } from "./agents/windsurf.ts";
import { zed } from "./agents/zed.ts";

/** Every agent whose loading is known. */
export const AGENT: Readonly<Record<AgentId, Agent>> = {
  "claude-code": claudeCode,
  copilot,
  cursor,
  codex,
  "gemini-cli": geminiCli,
  windsurf,
  cline,
  continue: continueDev,
  opencode,
  kiro,
  zed,
  aider,
};
