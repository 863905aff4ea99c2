import { formatCount } from "../display/format.ts";
import { eachFile } from "./each-file.ts";
import { printCompression } from "./print.ts";
import { printTable } from "./print-table.ts";
import { readPrompt } from "./read.ts";
import type { Defaults, Session } from "./session.ts";
import { printJson } from "./terminal.ts";

export interface CompressOptions extends Defaults {
  readonly diff?: boolean;
}

/** `tare compress`: the shorter text of one file, or the diffs of several, or a line each. Throws `Failure`. */
export function runCompress(session: Session, args: readonly string[], options: CompressOptions): Promise<void> {
  const rows: (readonly string[])[] = [];
  const compressOne = async (file: string, isOne: boolean) => {
    const { text, path } = await readPrompt(file);
    const compression = await session.compress({ ...options, text, ...(path !== undefined && { path }) });
    const { model, before, after, advice } = compression;
    if (options.json) await printJson(JSON.stringify(isOne ? compression : { id: file, ...compression }));
    else if (isOne || options.diff) printCompression(text, compression, options.diff ? (path ?? "prompt") : undefined);
    else rows.push([file, model, formatCount(before), formatCount(after), advice.compress ? "yes" : "no"]);
  };
  return eachFile(args, {
    line: options.jsonl ? session.compressLine(options) : undefined,
    file: compressOne,
    end: () => rows.length > 0 && printTable(["file", "model", "before", "after", "pays off"], rows),
  });
}
