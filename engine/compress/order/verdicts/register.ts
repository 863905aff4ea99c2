import type { Prompt } from "../../../prompt/parse.ts";
import { leadIns } from "../../sentences/lead-ins.ts";
import type { Sentence } from "../../sentences/sentences.ts";

/** A text in which so large a share of the sentences demands something is a list of instructions. */
const INSTRUCTING = 0.2;
/** The sentences of a text with an outline or a list of so many are instructions, too. */
const OUTLINED = 3;
/** A paragraph of instructions is material only where it is so long and demands nothing. */
const LONG = 4;
/** A term with what it means: "Vault: a storage area". */
const DEFINITION = /^\P{L}{0,4}\p{Lu}[\p{L}\p{N} '’&/()-]{0,40}[:：]\P{L}{1,4}\p{L}/u;
/** So many of them specify something. */
const DEFINED = 2;
/** The counts of a paragraph in which nothing may go. */
const NOTHING = { length: 0, instructing: 0, specifies: false };
/** With a question, a paragraph is material where less than this share of it demands something. */
const ASKED = 0.5;

/**
 * For each sentence whether it is material: what a prompt works on, not what it asks for. Told from the text and from
 * who speaks, never from the file's name. `asks`: whether a question from outside decides what matters. O(text), since
 * each paragraph is read once and not once for each of its sentences.
 */
export function materialOf(
  { messages }: Pick<Prompt, "messages">,
  sentences: readonly Sentence[],
  asks: boolean,
): boolean[] {
  const prose = sentences.filter(({ isHeading, mayGo }) => !isHeading && mayGo);
  const instructions = new Set(prose.filter(isInstruction));
  const isRule = (sentence: Sentence) =>
    asks
      ? isCommand(sentence) || (sentence.lexicon?.surelyAddresses(sentence.text) ?? false)
      : instructions.has(sentence) || behaves(sentence);
  const isOutlined = sentences.filter(({ isHeading }) => isHeading).length >= OUTLINED;
  const instructs = (part: readonly Sentence[]) =>
    share(part, isRule) >= INSTRUCTING ||
    isOutlined ||
    part.filter(({ isItem }) => isItem).length >= OUTLINED ||
    part.some(({ text, lexicon }) => lexicon?.isRole(text));
  const paragraphs = new Map(
    Array.from(
      grouped(prose, ({ paragraph }) => paragraph),
      ([paragraph, own]) => [
        paragraph,
        { length: own.length, instructing: share(own, isRule), specifies: own.some(isExpectation) || defines(own) },
      ],
    ),
  );
  const isList = instructs(prose);
  // A reference is an outline of facts; where a label says of them that they are a letter, they are one.
  const labelled = new Set(
    isOutlined && !asks ? leadIns(sentences).flatMap(({ first, end }) => sentences.slice(first, end)) : [],
  );
  const isSpecified = prose.some(({ text, lexicon }) => lexicon?.builds(text));
  return sentences.map((sentence) => {
    const { role, paragraph, isItem, lexicon } = sentence;
    const { length, instructing, specifies } = paragraphs.get(paragraph) ?? NOTHING;
    if (role === "system" || role === "developer") return false;
    if (messages && (role === "tool" || role === "assistant")) return true;
    if (asks) return instructing < ASKED;
    // Whether it commands anything, nobody knows: it is data only where something else says what to do with it.
    if (!lexicon && (isList || instructions.size === 0)) return false;
    if (isOutlined && !labelled.has(sentence)) return false;
    // What is to be built is told by sentences that demand nothing.
    return !isSpecified && instructing === 0 && (!isList || (!isItem && length >= LONG && !specifies));
  });
}

/** Whether a sentence asks for something of whoever reads it. */
export function isInstruction(sentence: Sentence): boolean {
  return isCommand(sentence) || (sentence.lexicon?.addresses(sentence.text) ?? false);
}

/** Whether a sentence demands something, of whomever. */
function isCommand({ text, lexicon }: Sentence): boolean {
  if (!lexicon) return false;
  return lexicon.isCommand(text) || lexicon.commandsLater(text) || lexicon.isMust(text);
}

/** Whether a sentence says what somebody is expected to do. A letter may say that, too; instructions mean their reader. */
function isExpectation({ text, lexicon }: Sentence): boolean {
  return lexicon?.expects(text) ?? false;
}

/** Whether a sentence says how the one behaves whom the text is about: "Claude gives short answers." */
function behaves({ text, lexicon }: Sentence): boolean {
  return lexicon?.behaves(text) ?? false;
}

/** Whether a paragraph is a list of terms with what they mean, as a specification has them. */
function defines(paragraph: readonly Sentence[]): boolean {
  return paragraph.filter(({ text }) => DEFINITION.test(text)).length >= DEFINED;
}

function share<T>(items: readonly T[], is: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(is).length / items.length;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
