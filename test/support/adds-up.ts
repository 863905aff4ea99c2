import assert from "node:assert/strict";
import type { Basis, CountedPart, TokenCount } from "../../protocol/inspection.ts";

/** The list of parts adds up to what is sent, and so does the list of what it rests on; no part outweighs the one around it. */
export function assertAddsUp(
  { parts, sent, basis }: { parts: readonly CountedPart[]; sent: TokenCount; basis: readonly Basis[] },
  what = "",
): void {
  const outermost = parts.filter((part) => part.depth === 0);
  const sum = (counts: readonly TokenCount[], field: keyof TokenCount) => counts.reduce((n, one) => n + one[field], 0);
  assert.equal(
    outermost.reduce((n, part) => n + part.tokens, 0),
    sent.tokens,
    `the parts add up: ${what}`,
  );
  for (const field of ["tokens", "low", "high"] as const)
    assert.equal(sum(basis, field), sent[field], `${field} of the basis adds up: ${what}`);
}
