import assert from "node:assert/strict";
import { test } from "node:test";
import { compress } from "../../../engine/compress.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { edited, editsOf } from "../../../protocol/edits.ts";
import { keepComment } from "../../../protocol/keep-comment.ts";
import { weighed } from "../../support/weighed.ts";

const TEXT = `# Shop

You basically sell bicycles. It is really important to note that you should basically be kind.

- Please answer in French.

In order to book a repair,
please ask for the model.
`;

test("what is kept by a comment no compression touches, and the rest goes as before", async () => {
  const removable = editsOf(TEXT, compress(await weighed(TEXT)));
  assert.ok(removable.length >= 5);
  for (const [i, edit] of removable.entries()) {
    const comments = keepComment(TEXT, "markdown", edit.stretch)!;
    const kept = edited(TEXT, comments);
    const left = compress(await weighed(kept)).text;
    assert.ok(
      left.includes(`<!-- tare: keep=1 -->${TEXT.slice(comments[0]!.start, comments[1]!.start)}<!-- /tare -->`),
      left,
    );
    const others = removable.filter((_, other) => other !== i);
    assert.equal(left.replace(/<!--.*?-->/g, ""), edited(TEXT, others));
  }
});

test("a list item keeps its mark before the comment", () => {
  const start = TEXT.indexOf("- Please");
  const [open] = keepComment(TEXT, "markdown", { start, end: TEXT.indexOf("\n", start) })!;
  assert.equal(open!.start, start + 2);
});

test("a file of data has no comments, and a section with a rate of its own keeps it", () => {
  const { kind } = parsePrompt('[{"role":"user","content":"Please answer."}]', { path: "a.json" });
  assert.equal(keepComment("Please answer.", kind, { start: 0, end: 6 }), undefined);
  const rated = "<!-- tare: keep=0.5 -->\nPlease answer.\n<!-- /tare -->\nPlease wait.\n";
  const at = (word: string) => ({ start: rated.indexOf(word), end: rated.indexOf(word) + word.length });
  assert.equal(keepComment(rated, "markdown", at("Please answer")), undefined);
  assert.equal(keepComment(rated, "markdown", at("Please wait"))!.length, 2);
});
