import assert from "node:assert/strict";

/** That a text is what is left of another when characters are deleted, and letters may have become capitals. */
export function assertInOrder(part: string, whole: string): void {
  let at = 0;
  for (const unit of part) {
    const next = [unit, unit.toLowerCase()].map((form) => whole.indexOf(form, at)).filter((found) => found >= 0);
    assert.ok(next.length > 0, `not in order: ${part}`);
    at = Math.min(...next) + 1;
  }
}
