import type { Comparison } from "../protocol/comparison.ts";
import { eachFile } from "./each-file.ts";
import { printComparison, printComparisons } from "./print-comparison.ts";
import { readPrompt } from "./read.ts";
import type { Session } from "./session.ts";
import { printJson } from "./terminal.ts";

/** The options of `tare compare`. */
export interface CompareOptions {
  readonly models: readonly string[];
  readonly json?: boolean;
  readonly jsonl?: boolean;
}

/** `tare compare`: one file in full, of several a line each. Throws `Failure`. */
export function runCompare(session: Session, args: readonly string[], options: CompareOptions): Promise<void> {
  const { models, json, jsonl } = options;
  const done: (Comparison & { readonly id: string })[] = [];
  const compareOne = async (file: string, isOne: boolean) => {
    const comparison = await session.compare({ ...(await readPrompt(file)), models });
    const named = { id: file, ...comparison };
    if (json) await printJson(JSON.stringify(isOne ? comparison : named));
    else if (isOne) printComparison(comparison);
    else done.push(named);
  };
  return eachFile(args, {
    line: jsonl ? session.compareLine(models) : undefined,
    file: compareOne,
    end: () => done.length > 0 && printComparisons(done),
  });
}
