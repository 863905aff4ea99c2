import * as l10n from "@vscode/l10n";
import type { ModelInfo } from "../protocol/catalogue.ts";
import type { Warning } from "../protocol/prompt.ts";
import type { Span } from "../protocol/span.ts";
import { factFor, modelFacts } from "./cost/model-facts.ts";
import type { Prompt } from "./prompt/parse.ts";
import type { Passage } from "./prompt/text/passage.ts";
import { words } from "./prompt/text/segment.ts";
import { plainName } from "./reasoning/model-kin.ts";
import { isOnlyBeginning } from "./salience/wordpiece.ts";
import type { Tokenizer } from "./tokens/encoding.ts";

/** Blanks that wait for a word, or a mark within a word that has only begun: a hyphen, a slash. */
const OPEN = /[^\S\r\n]+$|(?<=[\p{L}\p{N}])[-‐_/'’@]$/u;
const LAST_WORD = /(?<=\s)\p{Ll}{2,}$/u;
/** So much before the end decides how it is cut into tokens. */
const TAIL = 200;
/** So many words of the text are tried as the first of the answer. */
const TRIED = 50;

/**
 * Warns where a model goes on from the prompt's end and that lies inside a token: what the model then reads is no
 * beginning of any text that it has learnt from. A turn of a chat that is not the model's own is closed by a token of its
 * own, so that its end is none of these.
 */
export function openEndWarnings(prompt: Prompt, model: ModelInfo, tokenizer: Tokenizer): Warning[] {
  const last = continued(prompt, model);
  const open = last && (openMark(last.text, tokenizer) ?? cutWord(last.text, tokenizer));
  if (!open) return [];
  const isBlank = last.text.slice(open.start).trim() === "";
  return [{ ...last.toSourceSpan(open), ...(isBlank ? blankEnd() : openWord()) }];
}

function blankEnd(): Omit<Warning, keyof Span> {
  const message = l10n.t(
    "The model goes on from here, and a blank belongs to the token of the word behind it: with it here, the answer begins inside a token. Leave it out.",
  );
  return { code: "blank-end", message };
}

function openWord(): Omit<Warning, keyof Span> {
  const message = l10n.t(
    "The model goes on from here, inside a word and most likely inside a token. End with a whole word.",
  );
  return { code: "open-word", message };
}

/** The passage that the model goes on from: the beginning of its own turn, or the last one of a text to complete. */
function continued({ messages, passages, protections, kind }: Prompt, { id }: ModelInfo): Passage | undefined {
  const { completion, closesTurns } = modelFacts();
  const name = plainName(id);
  const last = passages.at(-1);
  if (!last || kind === "chat-jsonl" || last.row > 0) return undefined;
  if (messages && messages.length > 1)
    return last.role === "assistant" && !factFor(closesTurns, name) ? last : undefined;
  const isSlot = protections.some(
    ({ reason, end }) => reason === "answer slot" && last.text.slice(last.toDecoded(end)).trim() === "",
  );
  return isSlot || factFor(completion, name) ? last : undefined;
}

/**
 * What waits at a text's end for a word, where most words that the text has would, as that one, take a part of it into
 * their first token.
 */
function openMark(text: string, tokenizer: Tokenizer): Span | undefined {
  const found = OPEN.exec(text);
  if (!found) return undefined;
  const tail = text.slice(-TAIL);
  const all = words(text).map(({ start, end }) => text.slice(start, end));
  const tried = [...new Set(all.filter((word) => /^\p{L}/u.test(word)))].slice(-TRIED);
  const swallowing = tried.filter((word) => !tokenizer.encode(tail + word).ends.includes(tail.length));
  return swallowing.length > tried.length / 2 ? { start: found.index, end: text.length } : undefined;
}

/** The beginning of a word at a text's end: of several tokens, and one of which only longer words are known. */
function cutWord(text: string, tokenizer: Tokenizer): Span | undefined {
  const found = LAST_WORD.exec(text);
  if (!found || tokenizer.encode(` ${found[0]}`).ids.length === 1 || !isOnlyBeginning(found[0])) return undefined;
  return { start: found.index, end: text.length };
}
