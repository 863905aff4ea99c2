import { readFileSync } from "node:fs";
import { sentences } from "../../engine/prompt/text/segment.ts";
import { seededRandom, shuffled } from "./statistics.ts";

const SOURCES = ["AGENTS.md", "CLAUDE.md", "support-agent.prompt.md", "code-review.instructions.md"];
const PARAGRAPH = 6;

/** The prose of the bundled prompts: sentences with at least six words. */
function fixtureSentences(): string[] {
  return SOURCES.flatMap((name) => {
    const text = readFileSync(new URL(`../../test/fixtures/${name}`, import.meta.url), "utf8");
    return sentences(text).map(({ start, end }) => text.slice(start, end).trim());
  }).filter((sentence) => sentence.split(/\s+/).length >= 6);
}

/**
 * English text of at least `length` UTF-16 units in paragraphs: the sentences of the bundled prompts, in a seeded order
 * and each opened by a number of its own, so that no two windows are alike.
 */
export function prose(length: number, seed: number): string {
  const random = seededRandom(seed);
  const known = fixtureSentences();
  let text = "";
  for (let count = 0; text.length < length; )
    for (const sentence of shuffled(known, random)) {
      const gap = ++count % PARAGRAPH ? " " : "\n\n";
      text += `In case ${Math.floor(random() * 1e6)}: ${sentence}${gap}`;
      if (text.length >= length) break;
    }
  return text;
}
