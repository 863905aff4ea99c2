import { type Language, type LanguageWords, type Reason, wordsOf } from "./words.ts";

/** What of a language the engine knows, as patterns to be tried on a text. */
export interface Lexicon {
  /** Whether its words and sentences are known well enough to cut phrases out of them. */
  readonly hasGrammar: boolean;
  readonly nounsHaveCapitals: boolean;
  readonly filler: readonly PhraseKind[];
  readonly aside: readonly PhraseKind[];
  /** Stretches in which no phrase goes; undefined where none are known. */
  readonly kept: RegExp | undefined;
  /** Words before what they qualify that narrow nothing, with the reason why each goes. */
  readonly emptyAdjectives: ReadonlyMap<string, Reason>;
  readonly emptyAdverbs: ReadonlyMap<string, Reason>;
  /** Of them, those that say how good a thing is to be. */
  readonly qualities: ReadonlySet<string>;
  /** What stands before a thing that is to be there at all. */
  readonly having: ReadonlySet<string>;
  readonly coordinators: ReadonlySet<string>;
  /** What lets in nothing but what follows: how much of it is meant matters. */
  readonly restrictive: ReadonlySet<string>;
  readonly degrees: ReadonlySet<string>;
  readonly bareVerbs: ReadonlySet<string>;
  readonly soundness: ReadonlySet<string>;
  readonly verbs: ReadonlySet<string>;
  /** Why a whole sentence says nothing; undefined where none of those known is like it. */
  emptinessOf(sentence: string): Reason | undefined;
  /** Why a whole sentence says nothing where it has no word of its own; undefined where it frames nothing. */
  framingOf(sentence: string): Reason | undefined;
  readonly framingWords: ReadonlySet<string>;
  /** Whether a word grades the adjective behind it. */
  isAdverb(word: string): boolean;
  /** Whether a word, in its plain form, may stand before another. */
  agrees(word: string, next: string): boolean;
  /** Whether a sentence opens with a command. */
  isCommand(sentence: string): boolean;
  /** Whether a command follows the clause that opens a sentence: "When it rains, close the door." */
  commandsLater(sentence: string): boolean;
  /** Whether a sentence speaks to somebody. */
  addresses(sentence: string): boolean;
  /** The same, and it cannot be others of whom it speaks. */
  surelyAddresses(sentence: string): boolean;
  /** Whether a sentence demands something. */
  demands(sentence: string): boolean;
  /** Whether a sentence says what must or must never be done. */
  isMust(sentence: string): boolean;
  /** Whether a sentence says what somebody is expected to do. */
  expects(sentence: string): boolean;
  /** Whether a sentence says how whoever the text instructs behaves. */
  behaves(sentence: string): boolean;
  /** Whether a sentence asks for something to be built. */
  builds(sentence: string): boolean;
  /** Whether a sentence says who the model is to be. */
  isRole(sentence: string): boolean;
  /** Whether a sentence says itself that it explains or hedges. */
  isTalk(sentence: string): boolean;
  /** Whether a text tells to repeat something word for word. */
  isToRepeat(text: string): boolean;
  /** Whether a sentence opens with a contrast to the one before it. */
  contrasts(sentence: string): boolean;
  /** Whether a sentence sets one thing against another: "thorough, but short". */
  opposes(sentence: string): boolean;
  /** Whether a sentence opens with a pronoun for what the one before it names. */
  refersBack(sentence: string): boolean;
}

/** A kind of phrase, with the reason why it goes. Of a pattern with groups, the one that matches is the phrase. */
export interface PhraseKind {
  readonly reason: Reason;
  /** Whether it is to be tried only where a sentence begins. */
  readonly opens: boolean;
  /** Whether it says how good a thing is to be. */
  readonly qualifies: boolean;
  readonly pattern: RegExp;
}

/** Marks around a sentence, pictures among them. */
const MARKS = "[^\\p{L}\\p{N}]*";

/** The name of a list in a pattern. */
const GROUP = /\{([a-z]{2,})\}/g;

const known = new Map<Language, Lexicon>();

/** The words of a language, read at first need. Throws a `Failure` ("model-files"). */
export function lexicon(language: Language): Lexicon {
  const found = known.get(language) ?? read(language);
  known.set(language, found);
  return found;
}

function read(language: Language): Lexicon {
  const words = wordsOf(language);
  const { qualities } = words;
  const { compiled, test, opening, phrases } = patternsIn(words);
  const empty = words.emptySentences.map(({ reason, patterns }) => ({
    reason,
    isLike: test([`^${MARKS}(?:${patterns.join("|")})${MARKS}$`]),
  }));
  const framing = words.framing.map(({ reason, patterns }) => ({ reason, isLike: test(patterns) }));
  const agreement = new Map(Object.entries(words.agreement).map(([word, next]) => [word, new RegExp(next, "iu")]));
  const commands = words.commands.length > 0 && [
    `^[^\\p{L}\\p{N}]{0,8}(?:(?:${words.openings.join("|") || "(?!)"})[\\s,]{1,3}){0,4}(?:${words.commands.join("|")})`,
  ];
  const isCommand = test(commands || []);
  const fronted = words.fronted.length > 0 ? new RegExp(words.fronted.join("|"), "iu") : undefined;
  return {
    hasGrammar: words.grammar !== undefined,
    nounsHaveCapitals: words.nounsHaveCapitals,
    filler: phrases(words.filler),
    aside: phrases(words.aside),
    kept: words.kept.length > 0 ? compiled(words.kept, vocalised, "gimu") : undefined,
    emptyAdjectives: reasoned(qualities.adjectives, "goes without saying"),
    emptyAdverbs: new Map([
      ...reasoned(words.intensifiers, "intensifier"),
      ...reasoned(words.emptyAdverbs, "adds nothing"),
      ...reasoned(qualities.adverbs, "goes without saying"),
    ]),
    qualities: new Set([...qualities.adjectives, ...qualities.adverbs]),
    having: new Set(words.having),
    coordinators: new Set(words.coordinators),
    restrictive: new Set(words.restrictive),
    degrees: new Set(words.degrees),
    bareVerbs: new Set(words.bareVerbs),
    soundness: new Set(words.soundness),
    verbs: new Set(words.verbs),
    emptinessOf: (sentence) => empty.find(({ isLike }) => isLike(sentence))?.reason,
    framingOf: (sentence) => framing.find(({ isLike }) => isLike(sentence))?.reason,
    framingWords: new Set(words.framingWords),
    isAdverb: test(words.adverbs),
    agrees: (word, next) => agreement.get(word)?.test(next) ?? true,
    isCommand,
    commandsLater: (sentence) => fronted?.test(sentence) === true && isCommand(sentence.replace(fronted, "")),
    addresses: test([...words.address, ...words.vagueAddress]),
    surelyAddresses: test(words.address),
    demands: words.demand.length > 0 ? test(words.demand) : () => true,
    isMust: test(words.must),
    expects: test(words.expects),
    behaves: test(words.behaves),
    builds: test(words.builds),
    isRole: test(words.role),
    isTalk: test(words.talk),
    isToRepeat: test(words.repeat),
    contrasts: opening(words.contrasts),
    opposes: test([...words.contrasts, ...words.guards.negation]),
    refersBack: opening(words.refersBack),
  };
}

/** What makes patterns of a language's lists. */
function patternsIn({ spaced, groups }: LanguageWords) {
  const filled = (source: string): string =>
    source.replace(GROUP, (_, name: string) => `(?:${groups[name]!.map(filled).join("|")})`);
  const compiled = (list: readonly string[], spelled: (source: string) => string, flags: string) =>
    compile(
      list.map((source) => spelled(filled(source))),
      spaced,
      flags,
    );
  const test = (list: readonly string[]) => {
    const pattern = list.length > 0 ? compiled(list, bare, "iu") : undefined;
    return (sentence: string) => pattern?.test(bare(sentence)) ?? false;
  };
  const opening = (list: readonly string[]) => test(list.length > 0 ? [`^${MARKS}(?:${list.join("|")})`] : []);
  const phrases = (kinds: LanguageWords["filler"]) =>
    kinds.map(({ reason, opens = false, cased = false, qualifies = false, patterns }): PhraseKind => {
      const flags = `dmu${opens ? "y" : "g"}${cased ? "" : "i"}`;
      return { reason, opens, qualifies, pattern: compiled(patterns, vocalised, flags) };
    });
  return { compiled, test, opening, phrases };
}

function reasoned(words: readonly string[], reason: Reason): Map<string, Reason> {
  return new Map(words.map((word) => [word, reason]));
}

/** One pattern of several; where white space stands between words, none begins or ends inside of one; what is elided ends one. */
function compile(list: readonly string[], spaced: boolean, flags: string): RegExp {
  const any = `(?:${list.join("|")})`;
  return new RegExp(spaced ? `(?<![\\p{L}\\p{M}\\p{N}_])${any}(?:(?<=['’])|(?![\\p{L}\\p{M}\\p{N}_]))` : any, flags);
}

/** Arabic without its short vowels and the signs on its alif, which may be left out. */
function bare(text: string): string {
  return text.replace(/[أإآ]/g, "ا").replace(/[\u064b-\u0652]/g, "");
}

/** A pattern that takes Arabic with its vowels and signs or without. */
function vocalised(source: string): string {
  return bare(source).replace(/\p{Script=Arabic}/gu, (letter) => `(?:${letter === "ا" ? "[اأإآ]" : letter}\\p{M}*)`);
}
