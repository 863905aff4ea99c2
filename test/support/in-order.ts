import assert from "node:assert/strict";

/** That a text is what is left of another when characters are deleted. */
export function assertInOrder(part: string, whole: string): void {
  let at = 0;
  for (const unit of part) {
    at = whole.indexOf(unit, at) + 1;
    assert.ok(at > 0, `not in order: ${part}`);
  }
}
