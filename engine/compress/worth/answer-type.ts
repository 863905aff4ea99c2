import { once } from "../../../protocol/once.ts";
import { english } from "../../lexicon/words.ts";

/** What an answer to a question looks like. */
export const ANSWER_TYPES = ["person", "date", "number", "place", "clause", "thing"] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

const patterns = once(() =>
  (["person", "date", "number", "place", "clause"] as const).map((type) => ({
    type,
    pattern: new RegExp(`\\b(?:${english().answerTypes[type].join("|")})\\b`),
  })),
);

/** The kind of answer that an English question asks for, by its question word; "thing" where it does not say. */
export function answerType(question: string): AnswerType {
  const asked = question.toLowerCase();
  return patterns().find(({ pattern }) => pattern.test(asked))?.type ?? "thing";
}
