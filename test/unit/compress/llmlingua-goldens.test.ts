import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { compress } from "../../../engine/compress.ts";
import type { Controls } from "../../../protocol/compression.ts";
import { assertInOrder } from "../../support/in-order.ts";
import { projectPath } from "../../support/tare.ts";
import { weighed } from "../../support/weighed.ts";

/**
 * Every prompt of LLMLingua's own tests (microsoft/LLMLingua, MIT), with the target that they ask for. Its outputs are
 * not ours; what must hold is: never above the target or told so, in order, forced strings and digits there.
 */
const GOLDEN = projectPath("../shared/data/compression/llmlingua_golden.json");

interface File {
  readonly file: string;
  readonly constants: Record<string, string | readonly string[]>;
}

interface Case extends Pick<Controls, "force" | "keepDigits"> {
  readonly name: string;
  readonly file: "test_llmlingua" | "test_llmlingua2" | "test_longllmlingua";
  /** The constants that the prompt is joined from. */
  readonly texts: readonly string[];
  /** Only the first of the paragraphs. */
  readonly first?: boolean;
  readonly question?: string;
  /** In cl100k tokens; the count that LLMLingua reached stands in the name. */
  readonly target: number;
}

const REASONING = ["+", "-", "*", "×", "/", "=", "The answer is", "\n", "Question:"];
const STRUCTURED = ["JSON_PROMPT", "MEETINGBANK_TRANSCRIPT_0_PROMPT"];
const CASES: readonly Case[] = [
  { name: "dialogue, 30", file: "test_llmlingua2", texts: ["PROMPT"], target: 32, force: ["\n", ".", "!", "?"] },
  { name: "dialogue of two contexts, 34", file: "test_llmlingua2", texts: ["PROMPT"], target: 40 },
  {
    name: "reasoning, 203",
    file: "test_llmlingua2",
    texts: ["GSM8K_PROMPT"],
    first: true,
    target: 170,
    force: REASONING,
    keepDigits: true,
  },
  { name: "meeting, 154", file: "test_llmlingua2", texts: ["MEETINGBANK_PROMPT"], target: 150 },
  { name: "reasoning of two contexts, 161", file: "test_llmlingua2", texts: ["GSM8K_PROMPT"], target: 150 },
  { name: "twelve Chinese contexts, 870", file: "test_llmlingua2", texts: ["LONGBENCH_PROMPT_LIST"], target: 1000 },
  { name: "reasoning, 293", file: "test_llmlingua", texts: ["GSM8K_PROMPT"], first: true, target: 150 },
  { name: "reasoning of two contexts, 206", file: "test_llmlingua", texts: ["GSM8K_PROMPT"], target: 150 },
  { name: "JSON and transcript, 567", file: "test_llmlingua", texts: STRUCTURED, target: 567 },
  {
    name: "reasoning, 385",
    file: "test_longllmlingua",
    texts: ["GSM8K_PROMPT"],
    first: true,
    question: "QUESTION",
    target: 250,
  },
  {
    name: "reasoning of three contexts, 474",
    file: "test_longllmlingua",
    texts: ["GSM8K_PROMPT"],
    question: "QUESTION",
    target: 250,
  },
  {
    name: "JSON and transcript, 504",
    file: "test_longllmlingua",
    texts: STRUCTURED,
    question: "STRUCTURED_QUESTION",
    target: 504,
  },
];

function constantsOf(file: Case["file"]): File["constants"] {
  const files = JSON.parse(readFileSync(GOLDEN, "utf8")).items as File[];
  return files.find((f) => f.file.endsWith(`${file}.py`))!.constants;
}

function untagged(text: string): string {
  return text.replace(/<\/?llmlingua[^<>]*>/g, "");
}

describe("LLMLingua's own tests", { skip: !existsSync(GOLDEN) }, () => {
  for (const { name, file, texts, first, question, target, ...controls } of CASES) {
    test(`${file}: ${name}`, async () => {
      const constants = constantsOf(file);
      const whole = untagged(texts.flatMap((text) => constants[text]!).join("\n\n"));
      const text = first ? whole.split("\n\n")[0]! : whole;
      const asked = question && { question: constants[question] as string };
      const input = await weighed(text, { family: "cl100k", ...asked, ...controls });
      const { text: left, after, limited } = compress(input, { tokens: target });
      assert.ok(limited || after <= target, `${after} tokens for ${target}`);
      assertInOrder(left, text);
      const times = (of: string, what: string) => of.split(what).length;
      for (const string of controls.force ?? []) assert.equal(times(left, string), times(text, string), string);
      if (controls.keepDigits) assert.deepEqual(left.match(/\d+/g), text.match(/\d+/g));
    });
  }

  for (const [file, target] of [
    ["test_llmlingua", 241],
    ["test_longllmlingua", 188],
  ] as const) {
    test(`${file}: JSON still parses to its keys, ${target}`, async () => {
      const text = untagged(constantsOf(file).JSON_PROMPT as string);
      const { text: left, after, limited } = compress(await weighed(text, { family: "cl100k" }), { tokens: target });
      assert.ok(limited || after <= target, `${after} tokens for ${target}`);
      const keys = (json: string) => [...json.matchAll(/"(\w+)":/g)].map(([, key]) => key);
      JSON.parse(left);
      assert.deepEqual(keys(left), keys(text));
    });
  }

  test("a prompt with its tags keeps all of them, in order", async () => {
    const text = constantsOf("test_llmlingua").JSON_PROMPT as string;
    const { text: left } = compress(await weighed(text, { family: "cl100k" }), { tokens: 0 });
    assertInOrder(left, text);
    assert.deepEqual(left.match(/<[^<>]*>/g), text.match(/<[^<>]*>/g));
  });
});
