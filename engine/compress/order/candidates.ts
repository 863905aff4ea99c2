import { findCopies } from "../redundancy/redundancy.ts";
import { leadIns } from "../sentences/lead-ins.ts";
import { Tier, type Unit } from "./key.ts";
import type { Known } from "./known.ts";
import { detailsOf } from "./phrases/details.ts";
import { meaningIn } from "./phrases/meaning.ts";
import type { Phrase } from "./phrases/phrase.ts";
import { phrasesOf } from "./phrases/phrases.ts";
import { isBound, singleWords } from "./telegram.ts";
import { copyUnits, detailUnits, phraseUnits, wholeUnits } from "./units.ts";
import { keepLastUnderHeadings } from "./verdicts/headings.ts";
import { withLeadIns } from "./verdicts/held-lead-ins.ts";
import { isInstruction } from "./verdicts/register.ts";

/** All units that may go, not yet in order: copies, phrases, details of sentences, whole sentences, disjoint. */
export function candidatesOf(known: Known, phrases: readonly Phrase[]): readonly Unit[] {
  const { words, sentences, worth, strength, examples, isWhole } = known;
  const taken = new Uint8Array(words.atoms.length);
  const take = (units: readonly Unit[]) => {
    for (const { atoms } of units) for (const i of atoms) taken[i] = 1;
    return units;
  };
  const isFree = (i: number) => words.atoms[i]!.removable && !taken[i];
  const nobodyMisses = take(unitsNobodyMisses(known, phrases));
  const { details, ...judged } = judgedSentences(known, isFree);
  const units = [
    ...nobodyMisses,
    ...take(
      details.flatMap((own, s) =>
        // What stays for its lead-in's sake stays whole.
        own && !judged.stays[s] && judged.verdicts[s]!.tier < Tier.must
          ? detailUnits(own.details, known.verdicts[s]!)
          : [],
      ),
    ),
    ...wholeUnits(sentences, { ...judged, groups: examples, isFree }),
  ];
  if (strength !== "light") return units;
  return singleWords(words, worth.words, units, {
    isWhole: (i) => isWhole[words.sentenceOf[i]!]!,
    hasGrammar: (i) => sentences[words.sentenceOf[i]!]!.hasGrammar,
  });
}

/** The phrases that their sentences can do without, but for what must stay as it is. */
export function freePhrases({ prompt, words, sentences, isWhole, asked }: Known): Phrase[] {
  return phrasesOf(prompt, words, sentences).filter(
    ({ first, end }) => !isWhole[words.sentenceOf[first]!] && !asked.slice(first, end).some(Boolean),
  );
}

function unitsNobodyMisses(known: Known, phrases: readonly Phrase[]): Unit[] {
  const { prompt, words, sentences, worth, asked, isWhole, reckons } = known;
  const copies = reckons
    ? []
    : findCopies(prompt, words, worth.words, {
        ...meaningIn(words, sentences, phrases),
        mayGo: (i) => words.atoms[i]!.removable && !asked[i] && !isWhole[words.sentenceOf[i]!],
      });
  return [...copyUnits(copies), ...phraseUnits(phrases.filter(({ first }) => !copies[first]))];
}

/** What becomes of each sentence beside its headings and its lead-in, and the details that may go before it does. */
function judgedSentences(known: Known, isFree: (atom: number) => boolean) {
  const { words, sentences, verdicts, worth, asked, isWhole, isDenied, isMaterial, strength } = known;
  const isHeld = sentences.map(
    ({ first, end, role, holdsFirm }) => role === "assistant" || holdsFirm || asked.slice(first, end).some(Boolean),
  );
  const stays = keepLastUnderHeadings(sentences, { verdicts, worth: worth.sentences, stays: isHeld });
  const isParted = (s: number) => isMaterial[s] || (strength === "light" && !isBound(words, sentences[s]!));
  const details = sentences.map((sentence, s) =>
    isParted(s) && verdicts[s]!.tier < Tier.must && !stays[s] && !isWhole[s] && sentence.hasGrammar
      ? detailsOf(words, sentence, worth.words, sentence.lexicon!.verbs, (i) => isDenied[i] === true || !isFree(i))
      : undefined,
  );
  const judged = withLeadIns(leadIns(sentences), {
    verdicts,
    worth: worth.sentences.map((whole, s) => details[s]?.rest ?? whole),
    stays,
    tells: sentences.map((sentence) => !sentence.isHeading && !sentence.isItem && !isInstruction(sentence)),
  });
  return { ...judged, details };
}
