import type { Strength } from "../../../protocol/compression.ts";
import type { ProtectionReason } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import { type Column, standardised, type Words } from "../worth/word-features.ts";
import { isNegative } from "./negation.ts";

/** What a guard adds to the log-odds that a word is worth keeping, in an instruction and in what it works on. */
interface Worth {
  readonly instruction: number;
  readonly material: number;
}

const WORTH: Partial<Record<ProtectionReason, Worth>> = {
  "quoted text": { instruction: 6, material: 0 },
  number: { instruction: 5, material: 0 },
  modal: { instruction: 4.5, material: 0.3 },
  negation: { instruction: 5, material: 6 },
  condition: { instruction: 3, material: 0.3 },
  identifier: { instruction: 5, material: 1 },
  path: { instruction: 5, material: 1 },
};
const NEGATIVE_WORD: Worth = { instruction: 4, material: 6 };
const CAPITALS_ONLY: Worth = { instruction: 4, material: 0 };
/** A word that is mentioned, not used: "the letter t", "the word story", "keywords: a, b". */
const MENTIONED: Worth = { instruction: 5, material: 0 };
const NAME: Worth = { instruction: 1, material: 0 };
/** Every content word of an instruction, against the material that it works on. */
const INSTRUCTED = 1;
/**
 * Of the encoder's salience in an instruction, in standard deviations; in a text to be asked about it tells nothing
 * more.
 */
const SALIENCE = 0.5;
/** From this worth on, an instruction without the word is another instruction. */
const TERM = 4;
/** Of what must be repeated word for word; above all else. */
const VERBATIM = 20;
const BY_STRENGTH: Record<Strength, number> = { strict: 1, normal: 1, light: 0.4 };

/** What a prompt demands of its own words. */
export interface Demands {
  /** Which atoms are terms of an instruction, which without them would be another. */
  readonly terms: readonly boolean[];
  /** Which atoms the model is told to repeat word for word. */
  readonly verbatim: readonly boolean[];
}

/**
 * Adds to each atom's value what its guards are worth, so that in an instruction the constraints outlast all else: its
 * bounds, numbers, quotes, negations, mentioned words, names.
 */
export function weighGuards(text: string, words: Words, keep: Column, strength: Strength = "normal"): Demands {
  const terms = new Array<boolean>(words.atoms.length).fill(false);
  const { atoms, sentences, functions, isName } = words;
  const factor = BY_STRENGTH[strength];
  const verbatim = recited(text, words);
  const salience = standardised(Float64Array.from(atoms, (a) => a.salience));
  for (const [s, range] of sentences.entries()) {
    const span = { start: atoms[range.first]!.start, end: atoms[range.end - 1]!.end };
    const worth: keyof Worth = isInstruction(text.slice(span.start, span.end)) ? "instruction" : "material";
    const isMentioned = overlapTester(worth === "instruction" ? union(mentionsIn(text, span)) : []);
    for (let i = range.first; i < range.end; i++) {
      const atom = atoms[i]!;
      const guards = [
        atom.literal && atom.guard ? WORTH[atom.guard] : undefined,
        atom.term.split(" ").some(isNegative) ? NEGATIVE_WORD : undefined,
        /^\P{Ll}*\p{Lu}\P{Ll}*\p{Lu}\P{Ll}*$/u.test(atom.text) ? CAPITALS_ONLY : undefined,
        isName[i] ? NAME : undefined,
        isMentioned(atom) ? MENTIONED : undefined,
      ];
      const most = guards.reduce((max, g) => Math.max(max, g?.[worth] ?? 0), 0);
      keep[i]! += factor * most;
      if (worth === "instruction") keep[i]! += SALIENCE * salience[i]! + (functions[i] ? 0 : INSTRUCTED);
      if (verbatim[s]) keep[i] = VERBATIM;
      terms[i] = worth === "instruction" && most >= TERM;
    }
  }
  return { terms, verbatim: Array.from(words.sentenceOf, (s) => verbatim[s]!) };
}

const VERBS =
  "apologi[sz]e|click|close|commit|contact|debug|deploy|disable|download|enable|escalate|examine|execute|export|hand|import|" +
  "install|keep|learn|load|look|match|merge|open|pass|perform|push|refund|reject|reuse|save|scan|search|send|skip|split|stop|" +
  "study|support|tag|track|upload|validate|visit|wait|warn|watch|work|" +
  "add|adjust|analy[sz]e|answer|apply|arrange|ask|assess|assume|avoid|be|begin|build|calculate|call|change|check|choose|" +
  "cite|classify|come|compare|complete|compose|compute|consider|construct|contain|continue|convert|copy|correct|count|" +
  "create|critique|decide|define|delete|describe|design|determine|develop|discuss|display|draft|edit|elaborate|end|" +
  "ensure|evaluate|expand|explain|extract|fill|find|finish|fix|focus|follow|format|generate|get|give|go|highlight|" +
  "identify|ignore|imagine|implement|improve|include|insert|invent|keep|label|let|limit|list|make|mark|mention|move|" +
  "name|note|only|organi[sz]e|outline|output|paraphrase|pick|place|plan|predict|prefer|prepare|present|print|produce|" +
  "proofread|propose|prove|provide|put|rank|rate|read|refactor|refer|remember|remove|repeat|rephrase|replace|reply|" +
  "report|respond|return|review|rewrite|run|select|separate|set|show|simplify|sketch|solve|sort|speak|start|state|" +
  "structure|submit|suggest|summari[sz]e|take|tell|test|think|translate|treat|try|turn|type|update|use|verify|wrap|write";
const OPENING =
  "\\W{0,6}(?:(?:and|then|also|now|finally|first|next|please|kindly|additionally|in addition|lastly|just|always|never|" +
  "do not|don't|can you|could you|would you)[\\s,]{1,3}){0,4}";
const COMMAND = new RegExp(`^${OPENING}(?:${VERBS})\\b`, "i");
const DEMAND =
  /\b(?:you|your|i (?:want|need|would like)|must|should|shall|make sure|ensure|do not|don't|not allowed|please|at least|at most|(?:less|more|fewer) than|the (?:response|answer|output|reply|essay|story|poem|letter|email|post))\b/i;

/** Whether an English sentence opens with a command. */
export function isCommand(sentence: string): boolean {
  return COMMAND.test(sentence);
}

/** Whether an English sentence tells the model what to do. */
export function isInstruction(sentence: string): boolean {
  return COMMAND.test(sentence) || DEMAND.test(sentence);
}

const WORD = "[\"'“]?[\\p{L}\\p{N}'’.-]{1,30}[\"'”]?";
const MENTIONS: readonly RegExp[] = [
  // "the letter t", "the words startup and capsule", "titled X"
  new RegExp(
    `\\b(?:letters?|words?|keywords?|phrases?|terms?|named?|called|titled|labell?ed|marked (?:with|by|as)|starting with|` +
      `ends? with|begin(?:ning)? with)\\s{1,3}(?:(?:of|is|are|as|with|the|like|such as) )?(${WORD}(?:(?:,? (?:and|or) |, )${WORD}){0,4})`,
    "giu",
  ),
  /([\p{L}\p{N}'’-]{1,30})\s{1,3}as a (?:keyword|word|phrase)\b/giu,
  // "keywords: a, b", "end with: That is all!"
  /\b(?:keywords?|words?|terms?|phrases?|exactly(?: like| as)?|with)\b[^:.!?\n]{0,40}:\s{0,3}([^\n]{1,200})/giu,
  /\bexact (?:phrase|words?|sentence|text)\s{1,3}([^\n]{1,200})/giu,
  // marks and shapes: ***, <<title>>, P.P.S
  /(?:^|\s)((?:[A-Z]\.){2,4}[A-Z]?|[*#<>[\]=_~-]{1,8}[^\s]{0,30}[*#<>[\]=_~-]{1,8}|[*#<>=_~-]{2,10})(?=$|\s|[.,;!?])/gu,
];

/** The stretches of an instruction that name words, letters or marks instead of using them. */
function mentionsIn(text: string, { start, end }: Span): Span[] {
  const sentence = text.slice(start, end);
  return MENTIONS.flatMap((pattern) =>
    [...sentence.matchAll(pattern)].map((match) => {
      const at = start + match.index + match[0].lastIndexOf(match[1]!);
      return { start: at, end: at + match[1]!.length };
    }),
  );
}

const RECITE =
  /\b(?:repeat|copy|restate|recite)\b[^.!?\n]{0,60}\b(?:request|prompt|sentence|statement|question|text|instruction|line|it)\b|\bword (?:for|by) word\b/i;

/**
 * Sentences that the model is told to repeat word for word: those before the demand, or, where it stands first or says
 * "below", those after it. Nothing of them can go.
 */
function recited(text: string, { atoms, sentences }: Words): boolean[] {
  const demands = sentences
    .map(({ first, end }) => text.slice(atoms[first]!.start, atoms[end - 1]!.end))
    .map((s) => isInstruction(s) && RECITE.test(s) && s);
  const at = demands.findIndex(Boolean);
  if (at < 0) return sentences.map(() => false);
  const after = at === 0 || /\bbelow\b/i.test(demands[at] || "");
  const last = demands.findLastIndex(Boolean);
  return sentences.map((_, i) => (after ? i > last : i < at));
}
