import { formatCount, formatMoney, formatTokenCount } from "../display/format.ts";
import { inspectMedium, mediumFile } from "../engine/inspect-medium.ts";
import { nameOf } from "../engine/runtime/file-bytes.ts";
import { asFailure, Failure } from "../protocol/failure.ts";
import type { Inspection } from "../protocol/inspection.ts";
import { runLines } from "./lines.ts";
import { printInspection, printMedium } from "./print.ts";
import { printTable } from "./print-table.ts";
import { promptFiles } from "./prompt-files.ts";
import { assertFile, readPrompt } from "./read.ts";
import type { Defaults, Session } from "./session.ts";
import { printJson, say } from "./terminal.ts";

export interface InspectOptions extends Defaults {
  /** The most tokens that may be sent. */
  readonly budget?: number;
}

/** A file, inspected; `text` is absent for a picture and the like. */
interface Inspected {
  readonly file: string;
  readonly inspection: Inspection;
  readonly trimmed: number;
  readonly text?: string;
}

/** `tare inspect`: one file in full, of several a line each. Throws `Failure`. */
export async function runInspect(session: Session, args: readonly string[], options: InspectOptions): Promise<void> {
  const files = await promptFiles(args);
  if (options.jsonl && files.length > 1) throw new Failure("usage", "--jsonl reads one file.");
  if (options.jsonl) return runLines(files[0]!, session.inspectLine(options));
  if (files.length > 1) return inspectEach(session, files, options);
  const { file, inspection, trimmed, text } = await inspected(session, files[0]!, options);
  if (options.json) await printJson(JSON.stringify(inspection));
  else if (text === undefined) printMedium(inspection);
  else printInspection(text, inspection, trimmed);
  assertWithin(file, inspection, options.budget);
}

async function inspected(session: Session, file: string, options: InspectOptions): Promise<Inspected> {
  const kind = mediumFile(file);
  if (kind) {
    await assertFile(file);
    return { file, trimmed: 0, inspection: inspectMedium(file, kind, options.model, options.budget) };
  }
  const { text, path } = await readPrompt(file);
  const input = { ...options, text, ...(path !== undefined && { path }) };
  return { file, text, ...(await session.inspectAndTrim(input)) };
}

/** What fails of several is told, and the rest go on. */
async function inspectEach(session: Session, files: readonly string[], options: InspectOptions): Promise<void> {
  const done: Inspected[] = [];
  let failed = 0;
  for (const file of files) {
    try {
      const one = await inspected(session, file, options);
      if (options.json) await printJson(JSON.stringify({ id: file, ...one.inspection }));
      done.push({ ...one, inspection: { ...one.inspection, tokens: [], protections: [] } });
      assertWithin(file, one.inspection, options.budget);
    } catch (error) {
      failed++;
      say(asFailure(error).message);
    }
  }
  if (!options.json && done.length > 0) printTotals(done);
  if (failed > 0) throw new Failure("bad-input", `${failed} of ${files.length} files failed.`);
}

function printTotals(done: readonly Inspected[]): void {
  const rows = done.map(({ file, inspection: { sent, cost, model }, trimmed }) => [
    file,
    model,
    formatTokenCount(sent),
    cost ? formatMoney(1000 * cost.input) : "–",
    formatCount(trimmed),
  ]);
  const sum = (of: (one: Inspected) => number) => done.reduce((total, one) => total + of(one), 0);
  const costs = done.map(({ inspection: { cost } }) => cost?.input);
  const all = [
    "in all",
    "",
    formatCount(sum(({ inspection: { sent } }) => sent.tokens)),
    costs.includes(undefined) ? "–" : formatMoney(1000 * costs.reduce<number>((total, cost) => total + cost!, 0)),
    formatCount(sum(({ trimmed }) => trimmed)),
  ];
  printTable(["file", "model", "tokens sent", "1,000 calls", "trim removes"], [...rows, all], rows.length);
}

function assertWithin(file: string, { sent }: Inspection, budget: number | undefined): void {
  if (budget === undefined || sent.tokens <= budget) return;
  const counts = `${formatCount(sent.tokens)} tokens, ${formatCount(sent.tokens - budget)} over`;
  throw new Failure("bad-input", `${nameOf(file)}: ${counts} the budget of ${formatCount(budget)}.`);
}
