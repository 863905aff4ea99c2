import assert from "node:assert/strict";
import { test } from "node:test";
import { ownLine } from "../../../protocol/own-line.ts";

function without(text: string, part: string): string | undefined {
  const start = text.indexOf(part);
  const line = ownLine(text, { start, end: start + part.length });
  return line && text.slice(0, line.start) + text.slice(line.end);
}

test("a line goes whole where only marks stand beside the span", () => {
  assert.equal(without("- One.\n- **Two.**\n- Three.", "Two."), "- One.\n- Three.");
  assert.equal(without("@a.md", "@a.md"), "");
  assert.equal(without("One.\n@a.md", "@a.md"), "One.\n");
});

test("a line with other words stays, and one on which deeper lines hang", () => {
  assert.equal(without("Follow @a.md today.", "@a.md"), undefined);
  assert.equal(without("- One.\n  - Because.\n- Two.", "One."), undefined);
  assert.equal(without("One\ntwo.", "One\ntwo."), undefined);
});
