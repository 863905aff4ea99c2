import assert from "node:assert/strict";
import type { Span } from "../../protocol/span.ts";

/** That spans lie side by side from 0 to the length, in order and without a gap. */
export function assertTiles(spans: readonly Span[], length: number, message?: string): void {
  let end = 0;
  for (const span of spans) {
    assert.equal(span.start, end, message);
    end = span.end;
  }
  assert.equal(end, length, message);
}
