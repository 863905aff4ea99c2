import * as l10n from "@vscode/l10n";
import type { Controls, Task } from "../../../protocol/compression.ts";
import type { HeldProtection } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { PartEmbedder, ScoredWord } from "../../salience/salience.ts";
import { taskOf } from "../advice/task.ts";
import { type Atom, atomsOf } from "../atoms/atoms.ts";
import { heldProtections } from "../atoms/guards.ts";
import { type Layout, layoutOf } from "../cut/layout.ts";
import { findCopies } from "../redundancy/redundancy.ts";
import { asksToReckon } from "../worth/reckoning.ts";
import { describeWords, type Words } from "../worth/word-features.ts";
import { worthOf } from "../worth/worth.ts";
import { askedFor, keptSpans } from "./asked-for.ts";
import { type Bond, bondUnits, sequenceOf } from "./bonds.ts";
import { detailsOf } from "./details.ts";
import { exampleUnits, taskBonds } from "./examples.ts";
import { keepLastUnderHeadings } from "./headings.ts";
import { importanceOf } from "./importance.ts";
import { compareKeys, Tier, type Unit } from "./key.ts";
import { leadIns, withLeadIns } from "./lead-ins.ts";
import { leaningBonds } from "./leanings.ts";
import { isAlmostData, keepMessages } from "./messages.ts";
import { denials } from "./negation.ts";
import { phrasesOf } from "./phrases.ts";
import { isInstruction, materialOf } from "./register.ts";
import { saidIn } from "./said.ts";
import { joinSamePrompts } from "./same-prompts.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { standingOf, type Verdict } from "./standing.ts";
import { isBound, singleWords } from "./telegram.ts";
import { tiesOf } from "./ties.ts";
import { copyUnits, detailUnits, phraseUnits, unparted, wholeUnits } from "./units.ts";

/** Of fewer words no language is told. */
const SAYING = 5;

/** In what order the units of a prompt may go. What every target takes is a prefix of it. */
export interface Order {
  readonly atoms: readonly Atom[];
  /** How they stand in the text. */
  readonly layout: Layout;
  /** By their keys, the first to go first. */
  readonly units: readonly Unit[];
  /** What may not go without what else, in any subset of them either. */
  readonly bonds: readonly Bond[];
  /** How many go at any target, since the prompt itself says so. */
  readonly required: number;
  /** How many trim takes. */
  readonly trimmed: number;
  /** How many squeeze may take: beyond them rules begin to go. */
  readonly limit: number;
  /** The phrases of which the comma stays, by their last atoms. */
  readonly commas: ReadonlySet<number>;
  /** The phrases that take the comma before them along, by their first atoms. */
  readonly parentheses: ReadonlySet<number>;
  /** How important each atom is, 0 to 1: how late it goes. */
  readonly importance: Float64Array;
  /** What kind of task the prompt sets, where it tells. */
  readonly task?: Task;
  /** What no target touches, and what goes only with its sentence; sorted by start. */
  readonly protections: readonly HeldProtection[];
  /** Whether some of it is in a language that the engine knows too little of: there, whole sentences go. */
  readonly isForeign: boolean;
}

/** What the order is to serve. */
export interface OrderOptions extends Controls {
  /** What the prompt is to answer; without one the document itself decides. */
  readonly question?: string;
}

/**
 * Orders all that may go of a prompt into units with explicit keys. The only model calls are the sentences' embeddings,
 * with a question. O(text log text).
 */
export async function orderOf(
  prompt: Prompt,
  scored: readonly (readonly ScoredWord[])[],
  embedder: PartEmbedder,
  options: OrderOptions = {},
): Promise<Order> {
  const { question, strength = "normal" } = options;
  const held = heldProtections(prompt, strength);
  const firm = held.filter((p) => p.hold === "firm");
  const words = describeWords(atomsOf(prompt, firm, scored));
  const sentences = sentencesOf(prompt, words);
  const worth = await worthOf(prompt.text, words, question, embedder);
  const asked = askedFor(prompt, words, options);
  const reckons = question === undefined && asksToReckon(words);
  const examples = exampleUnits(prompt, words, sentences);
  const inExample = new Set(examples.flatMap((example) => example.sentences));
  /** Whether nothing inside of a sentence may go: the answers that a model is to learn are what they are. */
  const isWhole = sentences.map(({ role, isToRepeat }, s) => role === "assistant" || isToRepeat || inExample.has(s));
  const phrases = phrasesOf(prompt, words, sentences).filter(
    ({ first, end }) => !isWhole[words.sentenceOf[first]!] && !asked.slice(first, end).some(Boolean),
  );
  const copies = reckons
    ? []
    : findCopies(prompt, words, worth.words, {
        ...saidIn(words, sentences, phrases),
        mayGo: (i) => words.atoms[i]!.removable && !asked[i] && !isWhole[words.sentenceOf[i]!],
      });
  // Where no question decides what matters, what is denied must stay denied.
  const isDenied = question === undefined ? denials(words) : [];
  const tellsLittle: Verdict = {
    tier: Tier.material,
    reason: question ? l10n.t("far from the question") : l10n.t("tells little"),
  };
  const shows = overlapTester(union(prompt.protections.filter(({ reason }) => reason === "example")));
  const material = materialOf(prompt, sentences, question !== undefined).map(
    // The only example of something is no part of what the prompt works on.
    (is, s) => is && (question !== undefined || !shows(words.atoms[sentences[s]!.first]!)),
  );
  const verdicts = sentences.map((sentence, s): Verdict => {
    if (reckons) return { tier: Tier.must, reason: l10n.t("part of what is to be calculated") };
    if (asksThePrompt(words, sentence)) return { tier: Tier.must, reason: l10n.t("what the prompt asks") };
    const denies = isDenied.slice(sentence.first, sentence.end).some(Boolean);
    if (material[s] && denies) return { tier: Tier.rule, reason: l10n.t("says what is not so") };
    return material[s] ? tellsLittle : standingOf(sentence);
  });
  const isHeld = sentences.map(
    ({ first, end, role, holdsFirm }) => role === "assistant" || holdsFirm || asked.slice(first, end).some(Boolean),
  );
  const stays = keepLastUnderHeadings(sentences, { verdicts, worth: worth.sentences, stays: isHeld });
  const taken = new Uint8Array(words.atoms.length);
  const take = (units: readonly Unit[]) => {
    for (const { atoms } of units) for (const i of atoms) taken[i] = 1;
    return units;
  };
  const isFree = (i: number) => words.atoms[i]!.removable && !taken[i];
  const nobodyMisses = [
    ...take(copyUnits(copies)),
    ...take(phraseUnits(phrases.filter(({ first }) => !copies[first]))),
  ];
  const isParted = (s: number) => material[s] || (strength === "light" && !isBound(words, sentences[s]!));
  const details = sentences.map((sentence, s) =>
    isParted(s) && verdicts[s]!.tier < Tier.must && !stays[s] && !isWhole[s] && sentence.hasGrammar
      ? detailsOf(words, sentence, worth.words, sentence.lexicon!.verbs, (i) => isDenied[i] === true || !isFree(i))
      : undefined,
  );
  const standing = withLeadIns(leadIns(sentences), {
    verdicts,
    worth: worth.sentences.map((whole, s) => details[s]?.rest ?? whole),
    stays,
    tells: sentences.map((sentence) => !sentence.isHeading && !sentence.isItem && !isInstruction(sentence)),
  });
  const units = [
    ...nobodyMisses,
    ...take(
      details.flatMap((own, s) =>
        // What stays for its lead-in's sake stays whole.
        own && !standing.stays[s] && standing.verdicts[s]!.tier < Tier.must
          ? detailUnits(own.details, verdicts[s]!)
          : [],
      ),
    ),
    ...wholeUnits(sentences, { ...standing, groups: examples, isFree }),
  ];
  const isData = isAlmostData(prompt);
  const loose =
    strength === "light"
      ? singleWords(words, worth.words, units, {
          isWhole: (i) => isWhole[words.sentenceOf[i]!]!,
          hasGrammar: (i) => sentences[words.sentenceOf[i]!]!.hasGrammar,
        })
      : units;
  const protections = [...held, ...onRequest(prompt, words, asked, options.force)].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
  const layout = layoutOf(prompt, words.atoms, protections);
  const apart = keepMessages(
    prompt,
    words,
    // Of what may be data, nothing but filler goes.
    joinSamePrompts(prompt, words.atoms, unparted(loose, words.atoms, firm))
      .filter(({ key }) => key.tier <= Tier.filler || !isData)
      .sort((a, b) => compareKeys(a.key, b.key)),
  );
  const sequence = sequenceOf(words.atoms, layout, apart);
  const ties = tiesOf(prompt, sequence, [
    ...leaningBonds(sentences, sequence, apart, question !== undefined),
    ...taskBonds(sentences, examples, sequence, apart),
  ]);
  const sorted = bondUnits(sequence, ties, apart);
  const upTo = (tier: Tier) => sorted.findLastIndex(({ key }) => key.tier <= tier) + 1;
  const task = question ? "question" : taskOf(prompt, reckons);
  return {
    atoms: words.atoms,
    layout,
    units: sorted,
    bonds: ties.bonds,
    required: 0,
    trimmed: upTo(Tier.filler),
    limit: upTo(strength === "strict" ? Tier.filler : strength === "normal" ? Tier.example : Tier.must),
    commas: new Set(phrases.filter(({ leavesComma }) => leavesComma).map(({ end }) => end - 1)),
    parentheses: new Set(phrases.filter(({ takesComma }) => takesComma).map(({ first }) => first)),
    importance: importanceOf(words, sorted),
    ...(task && { task }),
    protections,
    isForeign: sentences.some(({ first, end, mayGo, lexicon }) => mayGo && !lexicon && end - first >= SAYING),
  };
}

/** Whether a sentence is what the prompt asks. */
function asksThePrompt({ atoms }: Words, { first, end }: Sentence): boolean {
  return atoms.slice(first, end).some(({ guard }) => guard === "question");
}

function onRequest(
  prompt: Prompt,
  { atoms }: Words,
  asked: readonly boolean[],
  force: readonly string[] = [],
): HeldProtection[] {
  const spans: Span[] = [...atoms.filter((_, i) => asked[i]), ...keptSpans(prompt, force)];
  return spans.map(({ start, end }) => ({ start, end, reason: "kept on request", hold: "firm" }));
}
