import * as z from "zod";
import { readJsonAsset } from "../runtime/assets.ts";

/** The languages that Tare knows phrases of, by their codes (ISO 639-1). */
export const LANGUAGES = ["en", "de", "fr", "es", "pt", "it", "ru", "ar", "hi", "zh", "ja", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Those of which it knows no more than cues. */
const LESS_KNOWN = ["nl", "sv", "da", "pl", "tr", "vi", "id", "he", "th"] as const;

/** What a function word does in a sentence; a word that is in no list carries content. */
export const FUNCTION_CLASSES = [
  "article",
  "auxiliary",
  "pronoun",
  "preposition",
  "conjunction",
  "question word",
  "quantifier",
  "adverb",
  "filler",
] as const;
export type FunctionClass = (typeof FUNCTION_CLASSES)[number];

/** Why what a language has phrases for can go. */
export const REASONS = [
  "adds nothing",
  "adjective of praise",
  "closing",
  "connective",
  "describes itself",
  "emphasis",
  "encouragement",
  "gives a purpose",
  "gives a reason",
  "goes without saying",
  "greeting",
  "hesitation",
  "intensifier",
  "lead-in",
  "obvious benefit",
  "politeness",
  "praise of the role",
  "repetition",
  "says the goal again",
  "thanks",
  "wordy command",
  "wordy for “to”",
] as const;
export type Reason = (typeof REASONS)[number];

const reason = z.enum(REASONS);
const words = z.array(z.string());
/** Sources of regular expressions. */
const patterns = z.array(z.string());

/** What is looked for in any text, whatever its language. */
const cues = z.strictObject({
  /** Words without which a sentence says something else. `inWords`: they stand in running text, not between spaces. */
  guards: z
    .strictObject({
      inWords: z.boolean().default(false),
      negation: patterns.default([]),
      modal: patterns.default([]),
      condition: patterns.default([]),
      /** Beside `numbers`. */
      number: patterns.default([]),
    })
    .prefault({}),
  /** "Two". */
  numbers: words.default([]),
  /** What makes a number the place in an order: "th". */
  ordinals: words.default([]),
  /** What stands before each end of a range: "between", "and". */
  ranges: z.strictObject({ open: words.default([]), join: words.default([]) }).prefault({}),
  /** What follows a number as its unit, and what follows "/" behind it. */
  units: patterns.default([]),
  rates: words.default([]),
  /** The characters of numerals, and those of what they count. */
  numerals: z.string().default(""),
  counters: z.string().default(""),
  calendar: z
    .strictObject({ months: words.default([]), short: words.default([]), weekdays: words.default([]) })
    .prefault({}),
  /** What a number numbers: "section". */
  numbered: patterns.default([]),
  /** What stands before a word in capitals that is to be answered: "reply", "with", and between two: "or". */
  answers: z
    .strictObject({ before: words.default([]), between: words.default([]), join: words.default([]) })
    .prefault({}),
  /** What a full stop follows that ends no sentence; `beforeNumber`, in any case, where a number follows. */
  abbreviations: z.strictObject({ always: patterns.default([]), beforeNumber: words.default([]) }).prefault({}),
  /** What examples and texts to be said are called, and the labels of what examples ask and answer. */
  examples: z
    .strictObject({
      titles: patterns.default([]),
      /** Titles of what is to be said as it stands: "welcome message". */
      said: patterns.default([]),
      /** What opens a sentence of a text to be said that has no title: "how can I help". */
      offers: patterns.default([]),
      /** What titles call one example. */
      single: words.default([]),
      /** Elements of several examples, and of one. */
      tags: patterns.default([]),
      singleTags: words.default([]),
      asked: words.default([]),
      /** What is asked, too, but of problems with their solutions. */
      problems: words.default([]),
      answered: words.default([]),
    })
    .prefault({}),
  /** What stands before a question or command that a prompt is about. */
  questions: z
    .strictObject({ labels: words.default([]), openings: words.default([]), commands: patterns.default([]) })
    .prefault({}),
});
export type Cues = z.infer<typeof cues>;

/** What rules demand, to tell whether two of them demand opposite things. Names of things stand in English, for all. */
const claims = z.strictObject({
  /** Say only that it is demanded, or that it is not: "always", "use"; "avoid". */
  yes: words,
  no: words,
  /** Say no in every case: "never". */
  never: words.default([]),
  /** Whether two words that say no say it once: "no … nunca". */
  concord: z.boolean().default(false),
  /** Whether the verb comes last, with a no behind what is demanded. */
  verbLast: z.boolean().default(false),
  /** Say no of what does not go along: "without". */
  lacks: words.default([]),
  /** Say behind a no that it is of too little, not of what follows: "not only". */
  merely: words.default([]),
  /** Say of a thing what it is, where nothing is demanded of it: "is". */
  states: words.default([]),
  /** Say that it is demanded in every case: "always", "all". */
  every: words.default([]),
  /** Open a rule for work on code, beside `commands`. */
  verbs: words.default([]),
  /** Say no of what follows them inside of a rule, between two things of a kind: "instead", "over". */
  instead: words.default([]),
  /** Say nothing of what is demanded. */
  idle: words.default([]),
  /** Where all rules hold. */
  places: words.default([]),
  /** What opens where a rule holds: "in". */
  within: words.default([]),
  /** What opens by what it is done: "with". */
  means: words.default([]),
  /** What opens where it does not hold: "unless". */
  except: words.default([]),
  /** What opens whither, or before what: turned around, a rule says something else. */
  toward: words.default([]),
  /** Say that something is to be there, where those words say where: "add … to". */
  adds: words.default([]),
  /** Say when, not where: a rule without them is not narrower. */
  times: words.default([]),
  /** Say what is counted, not of what: "length". */
  measures: words.default([]),
  /** Tell that a number is the least or the most. */
  bounds: z.strictObject({ low: words.default([]), high: words.default([]) }).prefault({}),
  /** Say what comes before what; `next` stands between the two ("then"), `first` at what comes first. */
  order: z
    .strictObject({
      before: words.default([]),
      after: words.default([]),
      next: words.default([]),
      first: words.default([]),
    })
    .prefault({}),
  /** Units of one thing, each with how many of the smallest it is. */
  scales: z.array(z.array(z.strictObject({ words, size: z.number() }))).default([]),
  /**
   * Of what one value is said: what it is called, where it is. `beside`: words that are such a value; `about`: what has it
   * anyway, which a rule need not say.
   */
  slots: z.array(z.strictObject({ words, beside: words.default([]), about: words.default([]) })).default([]),
  /** Words of one meaning in rules. */
  same: z.array(words).default([]),
  /** What choices are for in any case, which a rule need not say: "package". */
  purposes: words.default([]),
  /** What is cut off a word to compare it, where that is not known of its language otherwise. */
  beginnings: patterns.default([]),
  endings: patterns.default([]),
  /** How many characters of a word stay at least. */
  shortest: z.number().default(3),
  /** The numbers from one on, where `numbers` has not all of them. */
  numbers: words.default([]),
  /** Where one of these stands, a sentence says something that is not read: "unless". */
  unread: patterns.default([]),
  /**
   * Of each of these sets one can be had, not two; words of one meaning stand in a list. `about`: what the choice is for,
   * which a rule need not say. `of`: one of what must be said where the words mean something else of other things.
   */
  rivals: z.array(
    z.strictObject({
      members: z.array(z.union([z.string(), words])),
      about: words.default([]),
      of: words.default([]),
    }),
  ),
});

export type Claims = z.infer<typeof claims>;

/** What is known of the words and sentences of English alone. */
const grammar = z.strictObject({
  functionWords: z.strictObject(
    Object.fromEntries(FUNCTION_CLASSES.map((name) => [name, words])) as Record<FunctionClass, typeof words>,
  ),
  /** The closed classes but for what binds an instruction (must, if, only, each, more). */
  structural: words,
  /** What is cut off a word to compare it. */
  endings: patterns,
  negative: z.strictObject({
    /** Words that say no, of absence and of refusal. */
    words,
    /** Words that only look negated. */
    not: words,
    /** Endings of adjectives, adverbs and participles, which `in-` and `im-` negate; they begin many other words. */
    qualities: patterns,
    /** What is cut off a word to find it in a dictionary. */
    inflections: patterns,
  }),
  /** How a bound ends that goes with the number behind it: "at least". */
  bounds: words,
  /** Conjunctions that join words, too. */
  wordConjunctions: words,
  /** Two words that are one preposition: "such as". */
  compoundPrepositions: words,
  /** Function words inside of names: "Bank *of* England". */
  nameJoiners: words,
  /** How a question asks for each kind of answer, the first that fits. */
  answerTypes: z.strictObject({
    person: patterns,
    date: patterns,
    number: patterns,
    place: patterns,
    clause: patterns,
  }),
  /** How a sum is asked for. */
  sums: patterns,
  statements: z.strictObject({
    /** Says nothing where sentences are compared. */
    silent: words,
    /** Opens a demand and does not change it; `afterOpenings` goes with it. */
    openings: patterns,
    afterOpenings: words,
    /** Points at what stands elsewhere. */
    pointing: words,
    /** Demands something for a whole text: in another section that demands nothing more. */
    universal: patterns,
    /** Points at a place in the text. */
    elsewhere: words,
  }),
  /** What stands before a date that is kept up, and before a state of things that changes by itself. */
  changing: z.strictObject({ dates: patterns, states: patterns }),
  /** How a thinking trace draws a conclusion: "the answer is", "so". */
  conclusions: z.strictObject({ names: words, openings: words }),
  /** Tells a model who it is. */
  addressed: patterns,
});

const language = z.strictObject({
  ...cues.shape,
  /** Whether white space stands between its words. */
  spaced: z.boolean(),
  /** Whether its nouns have capitals. */
  nounsHaveCapitals: z.boolean().default(false),
  /** Its most frequent words, by which it is told from others of its script. */
  frequent: words,
  /** Lists of patterns that others hold by their names: "{quality}". */
  groups: z.record(z.string(), patterns).default({}),
  /**
   * What says nothing, by the reason why it goes. Of a pattern with a group, the group is what goes. `opens`:
   * only where a sentence begins. `cased`: only in the case that the pattern is written in. `qualifies`: it says how good
   * a thing is to be, and stays where that is all that is asked of it.
   */
  filler: z.array(
    z.strictObject({
      reason,
      opens: z.boolean().optional(),
      cased: z.boolean().optional(),
      qualifies: z.boolean().optional(),
      patterns,
    }),
  ),
  /** What stays whole, whatever words in it say nothing elsewhere: what follows "unless" up to the end of its clause. */
  kept: patterns.default([]),
  /** Whole sentences that ask for nothing, without the marks around them. */
  emptySentences: z.array(z.strictObject({ reason, patterns })),
  /** How a text speaks of itself, its goal or its reader's merit, which says nothing where it has no word of its own. */
  framing: z.array(z.strictObject({ reason, patterns })).default([]),
  /** Words that are no sentence's own in that. */
  framingWords: words.default([]),
  /** Adverbs that only stress the next word. */
  intensifiers: words.default([]),
  /** Adverbs that say nothing. */
  emptyAdverbs: words.default([]),
  /** What anything asked for should be; it stays where it is all that is asked of a thing. */
  qualities: z.strictObject({ adjectives: words.default([]), adverbs: words.default([]) }).prefault({}),
  /** What stands before a thing that is to be there at all: "implement", "with". */
  having: words.default([]),
  /** What joins words of one kind. */
  coordinators: words,
  /** What grades the next word and cannot stand without it: "more". */
  restrictive: words.default([]),
  degrees: words.default([]),
  /** Adverbs that grade the adjective behind them. */
  adverbs: patterns.default([]),
  /** How a word must go on after another, as a pattern: "a" before a consonant. */
  agreement: z.record(z.string(), z.string()),
  /** Verbs that say no more of a thing than that it is to be there: "implement". */
  bareVerbs: words.default([]),
  /** What anything should be: "proper". */
  soundness: words.default([]),
  /** Clauses and asides that only give a reason, by the reason why they go. */
  aside: z.array(z.strictObject({ reason, patterns })),
  /** Verbs that open a command. */
  commands: patterns,
  /** A clause that may stand before them, with its comma: "When it rains, …". */
  fronted: patterns.default([]),
  /** What may stand before them. */
  openings: patterns,
  /** Forms of verbs that a clause can stand on, which no ending tells. */
  verbs: words.default([]),
  /** What tells that somebody is spoken to. */
  address: patterns,
  /** What may speak to it, or of others: Spanish "su". */
  vagueAddress: patterns.default([]),
  /** What tells that something is demanded; none where endings tell, not words: there, any sentence may demand. */
  demand: patterns,
  /** What must or must never be done. */
  must: patterns,
  /** What somebody is expected to do: "should". */
  expects: patterns.default([]),
  /** Says how whoever the text instructs behaves: "Claude answers". */
  behaves: patterns.default([]),
  /** Asks for something to be built, which the rest of the prompt then describes. */
  builds: patterns.default([]),
  /** Says who the model is to be. */
  role: patterns,
  /** Sentences that explain, motivate or hedge. */
  talk: patterns,
  /** Tells to say something again word for word. */
  repeat: patterns,
  /** What opens a sentence that answers the one before it: "however". */
  contrasts: patterns.default([]),
  /** What opens a sentence that speaks of what the one before it names: "it". */
  refersBack: patterns.default([]),
  claims: claims.optional(),
  grammar: grammar.optional(),
});
export type LanguageWords = z.infer<typeof language>;

const read = new Map<Language, LanguageWords>();
let everyCue: readonly Cues[] | undefined;

/** The words of a language, read at first need. Throws a `Failure` ("model-files"). */
export function wordsOf(code: Language): LanguageWords {
  const found = read.get(code) ?? readJsonAsset(pathOf(code), language);
  read.set(code, found);
  return found;
}

/** What is known of English alone, as `wordsOf`. */
export function english(): z.infer<typeof grammar> {
  return wordsOf("en").grammar!;
}

/** One list of cues of all languages together, as `wordsOf`. */
export function cuesOf<T>(pick: (cues: Cues) => readonly T[]): T[] {
  everyCue ??= [...LANGUAGES.map(wordsOf), ...LESS_KNOWN.map((code) => readJsonAsset(pathOf(code), cues))];
  return everyCue.flatMap(pick);
}

function pathOf(code: string): string {
  return `engine/lexicon/${code}.json`;
}
