import { goldenFiles } from "./datasets.ts";
import { plain, spacedWords } from "./words.ts";

/** A prompt and, for each of its words, whether LLMLingua-2 kept it. */
export interface Golden {
  readonly name: string;
  readonly text: string;
  readonly kept: readonly boolean[];
}

/** LLMLingua-2's own test prompts with the outputs its tests demand (microsoft/LLMLingua, MIT). */
export function goldens(): Golden[] {
  const { constants } = goldenFiles().find(({ file }) => file.endsWith("test_llmlingua2.py"))!;
  const golden = (name: string, text: string, output: string): Golden => ({
    name,
    text,
    kept: keptWords(
      spacedWords(text).map(({ start, end }) => text.slice(start, end)),
      constants[output]!,
    ),
  });
  return [
    golden("dialogue", constants.PROMPT!, "COMPRESSED_SINGLE_CONTEXT_PROMPT"),
    golden("maths", constants.GSM8K_PROMPT!.split("\n\n")[0]!, "GSM8K_150TOKENS_COMPRESSED_SINGLE_CONTEXT_PROMPT"),
    golden("meeting", constants.MEETINGBANK_PROMPT!, "MEETINGBANK_150TOKENS_COMPRESSED_SINGLE_CONTEXT_PROMPT"),
  ];
}

/**
 * Aligns an output, which is an in-order selection, with the words it was selected from. Marks alone are not aligned.
 */
function keptWords(words: readonly string[], output: string): boolean[] {
  const kept = words.map(() => false);
  let from = 0;
  for (const word of output.split(/\s+/).map(plain)) {
    const at = word ? words.findIndex((candidate, i) => i >= from && plain(candidate) === word) : -1;
    if (at < 0) continue;
    kept[at] = true;
    from = at + 1;
  }
  return kept;
}
