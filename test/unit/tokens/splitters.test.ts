import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitCasedWords } from "../../../engine/tokens/split-cased-words.ts";
import { splitDeepseek } from "../../../engine/tokens/split-deepseek.ts";
import { splitGpt2 } from "../../../engine/tokens/split-gpt2.ts";
import { splitWords } from "../../../engine/tokens/split-words.ts";
import type { Splitter } from "../../../engine/tokens/splitter.ts";
import { toUtf8 } from "../../../engine/tokens/utf8.ts";
import { randomText, SAMPLES, SEED } from "./texts.ts";

const CONTRACTION = "'(?:[sSſ]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE])";
const CAPITAL = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
const SMALL = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
const casedWords = (contraction: string, number: string) =>
  `[^\\r\\n\\p{L}\\p{N}]?${CAPITAL}*${SMALL}+${contraction}|[^\\r\\n\\p{L}\\p{N}]?${CAPITAL}+${SMALL}*${contraction}|${number}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`;
const words = (number: string, tail: string) =>
  `${CONTRACTION}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${number}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|${tail}|\\s+(?!\\S)|\\s+`;

/** The published patterns. The splits of each are cut by the next. */
const CASES: Record<string, [Splitter, string[]]> = {
  o200k: [splitCasedWords({ digits: 3, contractions: true }), [casedWords(`(?:${CONTRACTION})?`, "\\p{N}{1,3}")]],
  tekken: [splitCasedWords({ digits: 1, contractions: false }), [casedWords("", "\\p{N}")]],
  cl100k: [splitWords({ digits: 3, wholeTail: true }), [words("\\p{N}{1,3}", "\\s+$|\\s*[\\r\\n]")]],
  llama3: [splitWords({ digits: 3, wholeTail: false }), [words("\\p{N}{1,3}", "\\s*[\\r\\n]+")]],
  qwen3: [splitWords({ digits: 1, wholeTail: false }), [words("\\p{N}", "\\s*[\\r\\n]+")]],
  claude: [splitGpt2, ["'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"]],
  deepseek_v3: [
    splitDeepseek,
    [
      "\\p{N}{1,3}",
      "[一-龥぀-ゟ゠-ヿ]+",
      "[!\"#$%&'()*+,\\-.\\/:;<=>?@\\[\\\\\\]\\^_`\\{\\|\\}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
    ],
  ],
};

/** JavaScript's \s knows U+FEFF and not U+0085; the patterns mean the Unicode property. */
function compile(pattern: string): RegExp {
  const unicode = pattern
    .replaceAll("[^\\s", "[^\\p{White_Space}")
    .replaceAll("\\S", "\\P{White_Space}")
    .replaceAll("\\s", "\\p{White_Space}");
  return new RegExp(unicode, "gu");
}

function splitByPatterns(text: string, patterns: readonly RegExp[]): string[] {
  const [pattern, ...rest] = patterns;
  if (!pattern) return text ? [text] : [];
  const parts: string[] = [];
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(last, match.index), match[0]);
    last = match.index + match[0].length;
  }
  parts.push(text.slice(last));
  return parts.filter((part) => part).flatMap((part) => splitByPatterns(part, rest));
}

function splitByHand(text: string, splitter: Splitter): string[] {
  const utf8 = toUtf8(text);
  const pieceEnd = splitter(utf8);
  const pieces: string[] = [];
  for (let start = 0, end = 0; start < utf8.length; start = end) {
    end = pieceEnd(start);
    assert.ok(end > start);
    pieces.push(Buffer.from(utf8.bytes.subarray(start, end)).toString());
  }
  return pieces;
}

for (const [family, [splitter, patterns]] of Object.entries(CASES)) {
  test(`${family}: the scanner cuts as the published pattern does`, () => {
    const compiled = patterns.map(compile);
    const check = (text: string) => assert.deepEqual(splitByHand(text, splitter), splitByPatterns(text, compiled));
    for (const text of SAMPLES) check(text);
    fc.assert(fc.property(randomText, check), { numRuns: 4000, seed: SEED });
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), (text) => check(text.replace(/\p{Cs}/gu, ""))),
      { numRuns: 4000, seed: SEED },
    );
  });
}
