import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type { ServerNotification, ServerRequest } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import { noCallInWords } from "../display/forecast-words.ts";
import { DEFAULT_MODEL } from "../engine/cost/catalogue.ts";
import { count } from "../engine/count.ts";
import type { Progress } from "../engine/progress.ts";
import { finite } from "../engine/runtime/finite.ts";
import manifest from "../package.json" with { type: "json" };
import { AGENTS, type ContextReport } from "../protocol/context.ts";
import { Failure } from "../protocol/failure.ts";
import type { Forecast, NoCall } from "../protocol/forecast.ts";
import { contextOf } from "./context.ts";
import { MOST_SAMPLES } from "./lines.ts";
import { comparisonSchema, compressionSchema, contextSchema, countSchema, forecastSchema } from "./mcp-results.ts";
import { LineTransport } from "./mcp-transport.ts";
import { Session } from "./session.ts";

const prompt = {
  text: z.string().describe("The prompt."),
  path: z
    .string()
    .optional()
    .describe("The prompt's file name, which tells its kind: AGENTS.md, chat.json, x.prompty."),
  model: z
    .string()
    .optional()
    .describe(
      `Id of the model whose tokenizer and prices apply; else the one that the prompt names, else ${DEFAULT_MODEL}.`,
    ),
};

const READS_ONLY = { readOnlyHint: true, openWorldHint: false };

/** Runs work in a session and makes its result a tool's. */
type Ask = <T extends object>(work: (session: Session) => Promise<T>) => Promise<ReturnType<typeof result>>;

/**
 * Tare's verbs for any agent, over the Model Context Protocol on standard input and output. Resolves when the client
 * has gone. A failure becomes the tool's error, in its own words.
 */
export async function serveMcp(): Promise<void> {
  let session = new Session();
  /** After a model file was found damaged, a new session reads the files anew and forgets what the old one computed. */
  const ask: Ask = async (work) => {
    try {
      return result(await work(session));
    } catch (error) {
      if (error instanceof Failure && error.code === "model-files") session = new Session();
      throw error;
    }
  };
  const server = new McpServer({ name: manifest.name, version: manifest.version });
  offerCount(server);
  offerCompression(server, ask);
  offerForecast(server, ask);
  offerComparison(server, ask);
  offerContext(server);
  const ended = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  await server.connect(new LineTransport(process.stdin, process.stdout));
  await ended;
  await session.close();
}

function offerCount(server: McpServer): void {
  server.registerTool(
    "count_prompt_tokens",
    {
      title: "Count Prompt Tokens",
      description:
        "Counts the tokens of a prompt for a model, says what one call costs in US dollars and how both split over the prompt's parts. Says whether the count is exact or estimated.",
      inputSchema: prompt,
      outputSchema: countSchema,
      annotations: READS_ONLY,
    },
    async (input) => result(finite(count(given(input)))),
  );
}

function offerCompression(server: McpServer, ask: Ask): void {
  server.registerTool(
    "compress_prompt",
    {
      title: "Compress Prompt",
      description:
        "Shortens a prompt. Without keep or tokens it is trimmed: only filler and repetition go. With one of them it is squeezed, by whole phrases, sentences and examples, and stops before the first rule would go (limited). Code, variables and structure stay. Returns the shorter text, the tokens before and after, what was removed and why, and advice on whether compressing pays.",
      inputSchema: {
        ...prompt,
        keep: z.number().gt(0).max(1).optional().describe("Target: share of the prose to keep."),
        tokens: z.number().int().min(1).optional().describe("Target: number of tokens to keep, instead of keep."),
        question: z.string().optional().describe("What the prompt is asked about; what matters to it is kept."),
      },
      outputSchema: compressionSchema,
      annotations: READS_ONLY,
    },
    async (input, extra) => ask((session) => session.compress(given(input), progressOf(extra))),
  );
}

function offerForecast(server: McpServer, ask: Ask): void {
  server.registerTool(
    "estimate_reasoning",
    {
      title: "Estimate Reasoning",
      description:
        "Forecasts how many hidden reasoning tokens a model will generate for a prompt, before it is sent, what the whole call costs, every effort of the model, and what the numbers rest on. Of one call tell the median (quantile 0.5) and the range; the mean is for sums over many calls, and above the median where a few calls think very long.",
      inputSchema: {
        ...prompt,
        effort: z.string().optional().describe("The provider's effort level, or a thinking budget in tokens."),
        budget: z.int().min(1).optional().describe("Thinking budget in tokens; says how many calls it cuts off."),
        samples: z.int().min(1).max(MOST_SAMPLES).optional().describe("Plans for up to so many samples."),
      },
      outputSchema: forecastSchema,
      annotations: READS_ONLY,
    },
    async (input) => ask(async (session) => ofCall(await session.forecast(given(input)))),
  );
}

function offerComparison(server: McpServer, ask: Ask): void {
  server.registerTool(
    "compare_models",
    {
      title: "Compare Models",
      description:
        "Compares models for one prompt: the tokens of each, what its input costs, cached too, how long it thinks (median and range) and what the call costs in all, and into how many tokens each cuts up a word of every script.",
      inputSchema: {
        text: prompt.text,
        path: prompt.path,
        models: z.array(z.string()).min(1).describe("Ids of the models."),
      },
      outputSchema: comparisonSchema,
      annotations: READS_ONLY,
    },
    async (input, { signal }) => ask((session) => session.compare(given(input), signal)),
  );
}

function offerContext(server: McpServer): void {
  server.registerTool(
    "weigh_context",
    {
      title: "Weigh Context",
      description:
        "Says what coding agents load by themselves in a workspace, before anybody has typed a word: which files are always loaded, which come when files match, of which only name and description are sent, with imports, caps, tokens, share of the window and US dollars a turn, and what is wrong (cycles, dead globs, files that never load). Gives sizes, never the text of files.",
      inputSchema: {
        folder: z.string().describe("Absolute path of the workspace."),
        agents: z.array(z.enum(AGENTS)).optional().describe("These agents; else all that load anything."),
        model: prompt.model.describe("Id of the model whose tokenizer and prices apply; else each agent's usual one."),
        start: z.string().optional().describe("Folder of the workspace in which the agent starts; else its own."),
        file: z.string().optional().describe("File that the agent works on: what it brings in is told, too."),
      },
      outputSchema: contextSchema,
      annotations: READS_ONLY,
    },
    async (input) => {
      const { folder, agents, ...others } = given(input);
      return result(
        withoutBodies(await contextOf(folder, { ...others, ...(agents && { agent: agents }), user: true })),
      );
    },
  );
}

/** The client may cancel, and hears of progress, at every per cent, where it asked for that. */
function progressOf({
  signal,
  _meta,
  sendNotification,
}: RequestHandlerExtra<ServerRequest, ServerNotification>): Progress {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return { signal };
  let told = 0;
  const onProgress = (share: number) => {
    const progress = Math.floor(share * 100);
    if (progress <= told) return;
    told = progress;
    void sendNotification({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
  };
  return { signal, onProgress };
}

/** Leaves out what loads only on demand: it costs no turn anything and would only lengthen the answer. */
function withoutBodies(report: ContextReport): ContextReport {
  const agents = report.agents.map((agent) => ({
    ...agent,
    entries: agent.entries.filter(({ loads }) => loads !== "on-demand"),
  }));
  return { ...report, agents };
}

/** The forecast; a prompt that is no call has none, so that is an error in words. Throws a `Failure`. */
function ofCall(answer: Forecast | NoCall): Forecast {
  if ("sentAs" in answer) throw new Failure("bad-input", noCallInWords(answer));
  return answer;
}

/** A tool's result, also as text for clients that do not read structured content. */
function result(value: object) {
  return {
    content: [{ type: "text" as const, text: JSON.stringify(value) }],
    structuredContent: value as Record<string, unknown>,
  };
}

/** The input without the fields that the client left out. */
function given<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never;
}
