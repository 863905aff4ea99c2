import type { Span } from "../../protocol/span.ts";
import type { Example } from "./marks/single-examples.ts";
import type { Message } from "./reading/reading.ts";
import type { Passage } from "./text/passage.ts";

/**
 * The turns of a chat that show what to answer: what a user says and what the assistant answers right after, before the
 * user's last turn of the same row. Each pair is one example, in file coordinates.
 */
export function chatExamples(messages: readonly Message[]): Example[] {
  const examples: Example[] = [];
  /** The row whose last user's turn has been seen, on the way back. */
  let asking: number | undefined;
  for (let i = messages.length - 1; i >= 0; i--) {
    const { role, row, passages } = messages[i]!;
    if (role !== "user") continue;
    const answer = messages[i + 1];
    const question = spanOf(passages);
    const said = answer?.role === "assistant" && answer.row === row ? spanOf(answer.passages) : undefined;
    if (asking === row && question && said)
      examples.push({ start: question.start, end: said.end, question, answer: said });
    asking = row;
  }
  return examples.reverse();
}

/**
 * Of each row that ends with an answer, that and what it answers: nobody waits for another one, so the row shows how to
 * answer, as rows to train on do.
 */
export function lastExchanges(messages: readonly Message[]): Span[] {
  return messages.flatMap(({ role, row, passages }, i) => {
    const asked = messages[i - 1];
    if (role !== "assistant" || messages[i + 1]?.row === row || asked?.role !== "user" || asked.row !== row) return [];
    const [question, answer] = [spanOf(asked.passages), spanOf(passages)];
    return question && answer ? [{ start: question.start, end: answer.end }] : [];
  });
}

function spanOf(passages: readonly Passage[]): Span | undefined {
  const [first, last] = [passages[0], passages.at(-1)];
  return first && last && { start: first.source.start, end: last.source.end };
}
