import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sentences, words } from "../../../engine/prompt/text/segment.ts";

const cutBy = (segment: typeof words) => (text: string) => segment(text).map((s) => text.slice(s.start, s.end));
const wordsOf = cutBy(words);
const sentencesOf = cutBy(sentences);

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."aB1 .\n-'我ส\ud800\u0301👩\u200d\t\r") }),
);

test("words keep inner apostrophes and hyphens and stand apart from marks", () => {
  assert.deepEqual(wordsOf("Don't re-use fetch_page, (ok)!"), [
    "Don't",
    "re-use",
    "fetch_page",
    ",",
    "(",
    "ok",
    ")",
    "!",
  ]);
  assert.deepEqual(wordsOf("'quoted' a- b"), ["'", "quoted", "'", "a", "-", "b"]);
  assert.deepEqual(wordsOf(" \n\t\ufeff"), []);
});

test("scripts without spaces are cut by dictionary, others whole", () => {
  assert.deepEqual(wordsOf("我们今天去北京。"), ["我们", "今天", "去", "北京", "。"]);
  assert.deepEqual(wordsOf("größe مرحبا e\u0301t"), ["größe", "مرحبا", "e\u0301t"]);
  assert.deepEqual(wordsOf("👩‍💻👍🏽🇨🇭!"), ["👩‍💻", "👍🏽", "🇨🇭", "!"]);
});

test("a long unspaced run is cut only between dictionary words", () => {
  const text = "我们今天去北京大学学习".repeat(500);
  assert.deepEqual(new Set(wordsOf(text)), new Set(wordsOf("我们今天去北京大学学习")));
});

test("words are in order, disjoint, and leave out only white space", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let at = 0;
      for (const { start, end } of words(text)) {
        assert.match(text.slice(at, start), /^\s*$/);
        assert.ok(start < end);
        at = end;
      }
      assert.match(text.slice(at), /^\s*$/);
    }),
  );
});

test("sentences end at marks, not at abbreviations, numbers or list numbers", () => {
  assert.deepEqual(sentencesOf("Ask Dr. Smith, e.g. today. Is v1.2 out? Yes."), [
    "Ask Dr. Smith, e.g. today. ",
    "Is v1.2 out? ",
    "Yes.",
  ]);
  assert.deepEqual(sentencesOf('He said "Go." Then left.'), ['He said "Go." ', "Then left."]);
  assert.deepEqual(sentencesOf("It is old.[1][12] It stands."), ["It is old.[1][12] ", "It stands."]);
  assert.deepEqual(sentencesOf("1. First one. Second."), ["1. First one. ", "Second."]);
  assert.deepEqual(sentencesOf("See No. 5 now. No. Stop."), ["See No. 5 now. ", "No. ", "Stop."]);
  assert.deepEqual(sentencesOf("Bis 15. Januar 2024. Dann nicht."), ["Bis 15. Januar 2024. ", "Dann nicht."]);
  assert.deepEqual(sentencesOf("你好。再见！好"), ["你好。", "再见！", "好"]);
});

test("in Thai a space ends a sentence that is long enough, and a full stop none", () => {
  const clause = "กรุณาตอบคำถามของลูกค้าทุกข้อด้วยน้ำเสียงที่สุภาพและเข้าใจง่ายเสมอ";
  assert.deepEqual(sentencesOf(`${clause} ${clause}`), [`${clause} `, clause]);
  assert.deepEqual(sentencesOf(`${clause}ใช่ไหม ไม่ใช่`), [`${clause}ใช่ไหม ไม่ใช่`]);
  assert.deepEqual(sentencesOf("ก่อตั้งเมื่อ ค.ศ. 1794 ที่นี่"), ["ก่อตั้งเมื่อ ค.ศ. 1794 ที่นี่"]);
});

test("sentences end at blank lines and structured lines, not inside wrapped prose", () => {
  assert.deepEqual(sentencesOf("Title\n\nBody text\ngoes on"), ["Title\n\n", "Body text\ngoes on"]);
  assert.deepEqual(sentencesOf("Do:\n- one\n- two\r\nName: Bob"), ["Do:\n", "- one\n", "- two\r\n", "Name: Bob"]);
  const wrapped = "A line of prose that someone wrapped by hand at a column near eighty\nBecause editors do so.";
  assert.deepEqual(sentencesOf(wrapped), [wrapped]);
});

test("sentences tile any text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.equal(sentencesOf(text).join(""), text);
      assert.ok(sentences(text).every((s) => s.start < s.end));
    }),
  );
});
