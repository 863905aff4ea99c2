import assert from "node:assert/strict";
import { test } from "node:test";
import { GFM, parser } from "@lezer/markdown";
import fc from "fast-check";
import { code, joined, markdown, unlinked } from "../../../extension/editor/markdown.ts";

const gfm = parser.configure(GFM);

/** What a text means as Markdown beside paragraphs, tables and escapes. */
function marks(source: string): string[] {
  const found: string[] = [];
  const known = /^(?:Document|Paragraph|Escape|Entity|Table\w*|InlineCode|CodeMark)$/;
  gfm.parse(source).iterate({ enter: ({ name }) => void (known.test(name) || found.push(name)) });
  return found;
}

const FOREIGN = [
  "![x](https://example.org/x.png)",
  "[x](command:workbench.action.quit)",
  "<img src=https://example.org/x.png>",
  "<https://example.org>",
  "https://example.org and www.example.org and a@example.org",
  "# a\n\n> b\n\n- c\n\n1. d\n\n```e",
  "a\n===",
  "--- a",
  "**a** _b_ ~~c~~ `d` \\",
  "1. a",
  "+ a",
  "[a]: https://example.org",
  "&lt;b&gt;",
];

test("whatever a prompt or a setting holds is text in a tooltip", () => {
  for (const text of FOREIGN) {
    for (const { source } of [markdown`${text}`, markdown`No price of ${text}.`, markdown`Of: ${code(text)} ${text}`])
      assert.deepEqual(marks(source), [], source);
    assert.deepEqual(marks(markdown`[Remove “${text}”](command:x)`.source), marks("[Remove](command:x)"), text);
    assert.equal(markdown`| ${text} | b |`.source.replace(/\\\|/g, "").split("|").length, 4, text);
  }
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...FOREIGN.join("").split(""), "\n", " "), { maxLength: 40 }),
      (characters) => {
        const text = characters.join("");
        for (const { source } of [markdown`${text}`, markdown`Of ${text}`]) assert.deepEqual(marks(source), [], source);
      },
    ),
  );
});

test("icons and commands of ours stay, those of others do not come alive", () => {
  assert.equal(markdown`$(lock) ${"$(shield) $5"}`.source, "$(lock) &#36;(shield) $5");
  const list = joined([markdown`**a**`, markdown`${"**b**"}`], "\n\n");
  assert.equal(markdown`${list}`.source, "**a**\n\n\\*\\*b\\*\\*");
});

test("no link of others stands in a notification", () => {
  assert.equal(unlinked('Unknown model "[x](command:y)".'), 'Unknown model "[x] (command:y)".');
});
