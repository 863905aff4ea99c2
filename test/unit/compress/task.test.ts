import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { taskOf } from "../../../engine/compress/advice/task.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { TASKS } from "../../../protocol/compression.ts";

const task = (text: string, reckons = false) => taskOf(parsePrompt(text), reckons);

const ARTICLE =
  "The harbour of the old town was rebuilt after the storm. Ships now unload on the northern side, and the market has moved to the square.";

for (const [kind, text, reckons] of [
  [
    "reasoning",
    "Tom packs 12 boxes an hour and rests 20 minutes after every third box. How many boxes does he pack in 5 hours?",
    true,
  ],
  ["reasoning", "Find all real numbers $x$ such that $x^2 - 5x + 6 = 0$. Compute their sum.", false],
  ["question", `${ARTICLE}\n\nQuestion: Where do ships unload now?`, false],
  ["classification", `${ARTICLE}\n\nIs this review positive or negative?`, false],
  ["summary", `Summarize the following article:\n\n${ARTICLE}`, false],
  ["writing", "Write a funny poem about a lighthouse with at least 300 words. Use no commas.", false],
  [
    "agent",
    "# Release helper\n\nYou are a release engineer.\n\n## Workflow\n\n- Read `CHANGELOG.md` and list what changed.\n- Run `npm test` before every release.\n- Ask before you push to `main`.\n\n## Rules\n\n- Never edit files in `dist/`.\n- Use the GitHub CLI for pull requests.\n",
    false,
  ],
] as const) {
  test(`${kind}: ${text.slice(0, 40).replaceAll("\n", " ")}`, () => assert.equal(task(text, reckons), kind));
}

test("a text that asks for nothing sets no task", () => assert.equal(task(ARTICLE), undefined));

test("any text has one of the tasks or none, whatever its words are named like", () => {
  const odd = fc.constantFrom("constructor", "__proto__", "(length)", "\ud800", "?", "\n");
  fc.assert(
    fc.property(fc.array(fc.oneof(odd, fc.string()), { maxLength: 20 }), fc.boolean(), (parts, reckons) => {
      const found = task(parts.join(" "), reckons);
      assert.ok(found === undefined || TASKS.includes(found));
    }),
    { seed: 10 },
  );
});
