import type { Meaning } from "../../redundancy/statements.ts";
import { wishOf } from "../../redundancy/wishes.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import type { Words } from "../../worth/word-features.ts";
import { Tier } from "../key.ts";
import type { Phrase } from "./phrase.ts";

/** What the sentences of a prompt say, as far as copies are found by it. */
export function meaningIn({ atoms }: Words, sentences: readonly Sentence[], phrases: readonly Phrase[]): Meaning {
  /** Whether an atom says anything: two sentences without it may still differ. */
  const says = atoms.map(() => true);
  for (const { first, end, tier } of phrases) if (tier === Tier.filler) says.fill(false, first, end);
  return {
    says: (atom) => says[atom]!,
    isCommand: (s) => sentences[s]!.lexicon?.isCommand(sentences[s]!.text) ?? false,
    wishOf: (s) => sentences[s]!.lexicon && wishOf(sentences[s]!.text, sentences[s]!.lexicon),
  };
}
