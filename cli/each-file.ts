import { asFailure, Failure } from "../protocol/failure.ts";
import type { PromptLine } from "./lines.ts";
import { runLines } from "./lines.ts";
import { promptFiles } from "./prompt-files.ts";
import { say } from "./terminal.ts";

/** What a verb does with the files that it is given. */
export interface Verb {
  /** With `--jsonl`: the answer to a line of the one file. */
  readonly line?: ((line: PromptLine) => Promise<object>) | undefined;
  /** With each file; `isOne` where it is the only one, which is shown in full. */
  readonly file: (file: string, isOne: boolean) => Promise<void>;
  /** After the last file. */
  readonly end?: () => void;
}

/**
 * Does a verb's work with the files that arguments name. What fails of several is told while the rest go on. Throws
 * `Failure`: that of an only file; at the end, if any of several failed.
 */
export async function eachFile(args: readonly string[], { line, file: work, end }: Verb): Promise<void> {
  const files = await promptFiles(args);
  if (line && files.length > 1) throw new Failure("usage", "--jsonl reads one file.");
  if (line) return runLines(files[0]!, line);
  if (files.length === 1) return work(files[0]!, true);
  let failed = 0;
  for (const file of files) {
    try {
      await work(file, false);
    } catch (error) {
      failed++;
      say(asFailure(error).message);
    }
  }
  end?.();
  if (failed > 0) throw new Failure("bad-input", `${failed} of ${files.length} files failed.`);
}
