import type { Reader } from "./reader.ts";
import { aider } from "./readers/aider.ts";
import { anthropicBatch, anthropicStream } from "./readers/anthropic.ts";
import { anthropicConsole, anthropicUsage } from "./readers/anthropic-usage.ts";
import { bedrockBatch, bedrockInvocation } from "./readers/bedrock.ts";
import { claudeCode } from "./readers/claude-code.ts";
import { cline } from "./readers/cline.ts";
import { codex, codexEvents, codexExec } from "./readers/codex.ts";
import { copilotChat } from "./readers/copilot-chat.ts";
import { copilotCli } from "./readers/copilot-cli.ts";
import { cursor } from "./readers/cursor.ts";
import { geminiBatch } from "./readers/gemini-batch.ts";
import { geminiCli } from "./readers/gemini-cli.ts";
import { geminiStats } from "./readers/gemini-stats.ts";
import { har } from "./readers/har.ts";
import { helicone } from "./readers/helicone.ts";
import { kimi } from "./readers/kimi.ts";
import { langfuse } from "./readers/langfuse.ts";
import { langsmith } from "./readers/langsmith.ts";
import { litellmPayload, litellmSpend } from "./readers/litellm.ts";
import { openaiBatch } from "./readers/openai-batch.ts";
import { openaiRealtime } from "./readers/openai-realtime.ts";
import { openaiUsage } from "./readers/openai-usage.ts";
import { opencode } from "./readers/opencode.ts";
import { openrouterActivity, openrouterGeneration } from "./readers/openrouter.ts";
import { otelSpan, otlp } from "./readers/otel.ts";
import { posthog } from "./readers/posthog.ts";
import { qwenCode } from "./readers/qwen-code.ts";
import { response } from "./readers/response.ts";

/** The formats that are read; the first that recognises a row reads it. Those of agents also know rows that tell of no call. The last takes any. */
export const READERS: readonly Reader[] = [
  openaiBatch,
  anthropicBatch,
  anthropicStream,
  geminiBatch,
  bedrockInvocation,
  bedrockBatch,
  litellmSpend,
  litellmPayload,
  helicone,
  langfuse,
  langsmith,
  openrouterGeneration,
  openrouterActivity,
  openaiUsage,
  openaiRealtime,
  anthropicUsage,
  anthropicConsole,
  cursor,
  har,
  otlp,
  otelSpan,
  codex,
  codexExec,
  codexEvents,
  qwenCode,
  claudeCode,
  copilotCli,
  copilotChat,
  opencode,
  geminiCli,
  geminiStats,
  cline,
  kimi,
  posthog,
  aider,
  response,
];
