import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

const DOCUMENT = `---
mode: agent
---
# Review

You must not touch \`main\`.

## Output

- Up to 5 lines.
`;

test("a document becomes front matter and nested sections; only the body is read", () => {
  const { parts, passages, kind } = parsePrompt(DOCUMENT, { path: "x.prompt.md" });
  assert.equal(kind, "markdown");
  assert.deepEqual(
    parts.map((p) => [p.kind, p.depth, p.title]),
    [
      ["front matter", 0, "Front matter"],
      ["section", 0, "Review"],
      ["section", 1, "Output"],
    ],
  );
  assert.deepEqual(
    passages.map((p) => p.text),
    [DOCUMENT.slice(DOCUMENT.indexOf("# Review"))],
  );
});
