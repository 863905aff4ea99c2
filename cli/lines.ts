import * as z from "zod";
import { STRENGTHS } from "../protocol/compression.ts";
import { Failure } from "../protocol/failure.ts";
import { lineId } from "./line-id.ts";
import { decode, readLines } from "./read.ts";
import { printJson, say } from "./terminal.ts";

/** The most sampling plans that may be asked for: nobody compares more. */
export const MOST_SAMPLES = 64;

const promptLine = z.object(
  {
    text: z.string({ error: ({ input }) => (input === undefined ? "it is missing" : undefined) }),
    path: z.string().optional(),
    question: z.string().optional(),
    keep: z.number().optional(),
    tokens: z.number().optional(),
    model: z.string().optional(),
    effort: z.string().optional(),
    budget: z.int().nonnegative().optional(),
    samples: z.int().min(1).max(MOST_SAMPLES).optional(),
    thinking: z.string().optional(),
    strength: z.enum(STRENGTHS).optional(),
    force: z.array(z.string()).optional(),
    keepDigits: z.boolean().optional(),
    keepFirst: z.number().int().min(0).optional(),
    keepLast: z.number().int().min(0).optional(),
  },
  'it must be an object such as {"text": "..."}',
);

/** One prompt of a batch: a line of JSON, without its id. */
export type PromptLine = z.infer<typeof promptLine>;

/**
 * Reads a prompt a line from a file, or from standard input for `-`, and writes a result a line, in order, holding one
 * line at a time. A line's id, of any type, stands in its result as it was written. A line that fails gives
 * `{"id","error":{"code","message"}}` in its place and a note on standard error; the rest go on. Throws `Failure`
 * ("bad-input") at the end if any line failed.
 */
export async function runLines(file: string, answer: (line: PromptLine) => Promise<object>): Promise<void> {
  let number = 0;
  let failed = 0;
  for await (const bytes of readLines(file)) {
    number++;
    let id: string | undefined;
    try {
      const line = decode(bytes).replace(/^\ufeff/, "");
      if (line.trim() === "") continue;
      id = lineId(line);
      await writeLine(id, await answer(validate(parseJson(line))));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed++;
      say(`line ${number}: ${error.message}`);
      await writeLine(id ?? "null", { line: number, error: { code: error.code, message: error.message } });
    }
  }
  if (failed > 0) throw new Failure("bad-input", `${failed} of ${number} lines failed.`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Failure("bad-input", `not JSON: ${(cause as Error).message}`, { cause });
  }
}

function validate(raw: unknown): PromptLine {
  const parsed = promptLine.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new Failure(
    "bad-input",
    `${issue.path.join(".") || "the line"}: ${issue.message.replace("Invalid input: ", "")}`,
  );
}

/** Writes an object, with the JSON of its id before it. */
function writeLine(id: string | undefined, value: object): Promise<void> {
  const json = JSON.stringify(value);
  return printJson(id === undefined ? json : `{"id":${id},${json.slice(1)}`);
}
