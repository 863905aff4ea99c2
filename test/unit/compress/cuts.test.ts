import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cutter } from "../../../engine/compress/cut/cutter.ts";
import { compress } from "../../../engine/compress.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { without } from "../../../protocol/span.ts";
import { weighed } from "../../support/weighed.ts";

/** A text without the words between braces, which any target may choose; the braces are not of it. */
async function cut(marked: string): Promise<string> {
  const chosen: [number, number][] = [];
  const pieces = marked.split(/[{}]/);
  const text = pieces.join("");
  let at = 0;
  for (const [i, piece] of pieces.entries()) {
    if (i % 2 === 1) chosen.push([at, at + piece.length]);
    at += piece.length;
  }
  const { order } = await weighed(text, { strength: "light" });
  const goes = (i: number) =>
    chosen.some(([start, end]) => start <= order.atoms[i]!.start && order.atoms[i]!.end <= end);
  return without(text, cutter(text, order).cut(goes));
}

describe("what is cut takes along", () => {
  for (const [what, marked, left] of [
    ["the comma that stands by itself before it", "Sing of rivers , {please}.", "Sing of rivers."],
    ["one of two such commas around it", "Sing , {please} , of rivers.", "Sing , of rivers."],
    ["such a comma behind it that would begin the sentence", "{Basically} , sing of rivers.", "sing of rivers."],
    [
      "a closing mark inside of its sentence",
      "Bring plums, pears etc. {maybe}. Then sing.",
      "Bring plums, pears etc. Then sing.",
    ],
    ["the blanks before it in its line, below a heading", "# Song\n  {The}\n  river", "# Song\n  river"],
    ["no space of a word that it was attached to", "The 川{的} song", "The 川 song"],
  ] as const)
    test(what, async () => assert.equal(await cut(marked), left));
});

test("what stands between two carriage returns of their own leaves both, since some read them as the ends of lines", async () => {
  assert.equal(await cut("One.\r{Two} is it.\rThree."), "One.\ris it.\rThree.");
  assert.equal(await cut("One.\n{Two.}\r\rThree."), "One.\n\r\rThree.");
});

describe("what makes a text the text that it is stays, at any strength and target:", () => {
  for (const [what, text, kept] of [
    [
      "the line where front matter would have its first key",
      "---\nRivers are deep.\nname: Ulm\n---\nSing.",
      "Rivers are deep.",
    ],
    [
      "the line where a file that says who speaks would have its first key",
      "---\nRivers are deep.\nname: Ulm\n---\nsystem:\nSing.",
      "Rivers are deep.",
    ],
    ["the line above what would be a conversation in YAML", "Rivers\n- role: user\n  content: Sing of it.\n", "Rivers"],
    ["the line between what would be its role and its content", "- role: user\nRivers\n  content: Sing.\n", "Rivers"],
    ["the words before what would be one", "My role: user\ncontent: Sing of it.\n", "My"],
    ["the remark beside rows of data in a template", 'basically {"{{#if}}":""}\n{"prompt":"sing"}', "basically"],
  ] as const)
    test(what, async () => {
      const { kind } = parsePrompt(text);
      for (const strength of ["strict", "normal", "light"] as const) {
        const input = await weighed(text, { strength });
        for (const target of [undefined, { keep: 0.5 }, { tokens: 0 }]) {
          const left = compress(input, target).text;
          assert.ok(left.includes(kept), left);
          assert.equal(parsePrompt(left).kind, kind);
        }
      }
    });

  test("the quotes of a string of code that is read as prose", async () => {
    const text = "a river` flows\n\nSong = `of\n(rivers`)";
    const { text: left } = compress(await weighed(text, { path: "song.ts", strength: "light" }), { tokens: 0 });
    assert.equal(left.split("`").length, text.split("`").length);
  });
});

test("words that rules at the top of a text follow leave an empty line, so that these open no front matter", async () => {
  for (const rule of ["---", "+++"]) {
    assert.equal(
      await cut(`{Hello there.}\n\n${rule}\nname = Ulm\n${rule}\nSing.`),
      `\n\n${rule}\nname = Ulm\n${rule}\nSing.`,
    );
  }
});

test("a year at the end of a sentence goes with what it dates, so that it numbers no list", async () => {
  for (const text of ["It was built in 1987. It is deep.", "It was built in 1987, so old. It is deep."]) {
    const input = await weighed(text, { strength: "light" });
    for (let tokens = 0; tokens < 16; tokens++) assert.doesNotMatch(compress(input, { tokens }).text, /^1987\./);
  }
});

test("a stop at the beginning of a line does not stay there alone", async () => {
  const input = await weighed("Sing of rivers.\n. now", { strength: "light" });
  for (let tokens = 0; tokens < 8; tokens++) assert.doesNotMatch(compress(input, { tokens }).text, /^\.$/m);
});

test("a comma by itself does not keep what stands behind it from opening a list", async () => {
  const { text } = compress(await weighed(", please. -", { strength: "strict" }));
  assert.equal(text, ", please. -");
});

test("the blanks that make a line in a quote code stay", async () => {
  const { text } = compress(await weighed("A song:\n\n>     sing()", { strength: "strict" }));
  assert.equal(text, "A song:\n\n>     sing()");
});

describe("white space that sets words to a column stays", () => {
  for (const [what, text] of [
    ["values that begin below each other", "name   = Ann\nstreet = Mill Lane\ntown   = Bath"],
    ["notes behind words of several lengths", "red     warm\nblue    cold\nyellow  warm"],
    ["what goes on below its beginning", "Song:   of the river\n        and the stone"],
    ["what a comment sets in", "The old way:\n//   sing(song)\n// }"],
    ["the nesting of a tree", "The folders:\n\n├── songs\n│   ├── old\n│   │   └── river.txt\n└── notes"],
  ] as const)
    test(what, async () => assert.equal(compress(await weighed(text)).text, text));

  test("and other white space between words goes", async () =>
    assert.equal(
      compress(await weighed("Sing  of rivers.   Then sing of stones.\nBring  plums and pears.")).text,
      "Sing of rivers. Then sing of stones.\nBring plums and pears.",
    ));
});
