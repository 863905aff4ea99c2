import { formatCount, formatMoney, formatTokenCount, formatTokens } from "../display/format.ts";
import { inspectMedium, mediumFile } from "../engine/inspect-medium.ts";
import { nameOf } from "../engine/runtime/file-bytes.ts";
import { Failure } from "../protocol/failure.ts";
import type { Inspection } from "../protocol/inspection.ts";
import { eachFile } from "./each-file.ts";
import { printInspection, printMedium } from "./print.ts";
import { printTable } from "./print-table.ts";
import { assertFile, readPrompt } from "./read.ts";
import type { Defaults, Session } from "./session.ts";
import { printJson } from "./terminal.ts";

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
export function runInspect(session: Session, args: readonly string[], options: InspectOptions): Promise<void> {
  const done: Inspected[] = [];
  const inspectOne = async (file: string, isOne: boolean) => {
    const one = await inspected(session, file, options);
    const { inspection, trimmed, text } = one;
    if (options.json) await printJson(JSON.stringify(isOne ? inspection : { id: file, ...inspection }));
    else if (!isOne) done.push({ ...one, inspection: { ...inspection, tokens: [], protections: [] } });
    else if (text === undefined) printMedium(inspection);
    else printInspection(text, inspection, trimmed);
    assertWithin(file, inspection, options.budget);
  };
  return eachFile(args, {
    line: options.jsonl ? session.inspectLine(options) : undefined,
    file: inspectOne,
    end: () => done.length > 0 && printTotals(done),
  });
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
  const counts = `${formatTokens(sent.tokens)}, ${formatCount(sent.tokens - budget)} over`;
  throw new Failure("bad-input", `${nameOf(file)}: ${counts} the budget of ${formatCount(budget)}.`);
}
