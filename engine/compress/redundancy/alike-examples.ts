import { isAnswered, isAsked } from "../../prompt/marks/examples.ts";
import type { SentenceRange } from "../worth/word-features.ts";
import type { Statement } from "./statements.ts";

/** A few-shot example: an input with its output, from its first atom to its last. */
export interface Example extends SentenceRange {
  readonly asked: ReadonlySet<string>;
  /** Numbers, negations, names and the like of the input, in order. */
  readonly facts: string;
  readonly answer: string;
}

/** Two inputs are alike from this share of common words on (Jaccard). */
const ALIKE = 0.6;

/**
 * The few-shot examples among statements: from a line such as `Input: …` to the end of its answer's paragraph. O(text).
 */
export function examplesOf(statements: readonly Statement[]): Example[] {
  const examples: Example[] = [];
  for (let s = 0; s < statements.length; s++) {
    if (!statements[s]!.isExample || !isAsked(statements[s]!.text)) continue;
    let answer = s + 1;
    while (isInside(statements[answer]) && !isAnswered(statements[answer]!.text)) answer++;
    if (!isInside(statements[answer])) continue;
    let end = answer + 1;
    while (isInside(statements[end]) && !statements[end]!.opensParagraph) end++;
    examples.push(example(statements.slice(s, answer), statements.slice(answer, end)));
    s = end - 1;
  }
  return examples;
}

function isInside(statement: Statement | undefined): boolean {
  return statement?.isExample === true && !isAsked(statement.text);
}

function example(input: readonly Statement[], output: readonly Statement[]): Example {
  return {
    first: input[0]!.first,
    end: output.at(-1)!.end,
    asked: new Set(input.flatMap(({ words }) => words)),
    facts: input.flatMap(({ words, isFact }) => words.filter((_, i) => isFact[i])).join(" "),
    answer: output.flatMap(({ words }) => words).join(" "),
  };
}

/** Whether two examples teach the same: the same answer to inputs that share most words and all facts. */
export function areAlike(a: Example, b: Example): boolean {
  if (a.answer !== b.answer || a.facts !== b.facts) return false;
  let common = 0;
  for (const word of a.asked) if (b.asked.has(word)) common++;
  return common >= ALIKE * (a.asked.size + b.asked.size - common);
}
