import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceInWords, measuredFor, measuredOf, mediumInWords } from "../../../display/media-words.ts";
import type { CheaperWay, SentMedium } from "../../../protocol/inspection.ts";

const exactly = (tokens: number) => ({ tokens, low: tokens, high: tokens });
const photo: SentMedium = {
  ...exactly(1105),
  start: 0,
  end: 1,
  kind: "image",
  role: "user",
  width: 1920,
  height: 1080,
  rule: "OpenAI's rule",
  isAttached: true,
};

test("a cheaper way says what to send, what that saves and what is lost", () => {
  const way: CheaperWay = { ...exactly(765), width: 1024, height: 576, seen: 0.75, saved: 0.00085 };
  assert.equal(mediumInWords(photo), "image 1920 × 1080");
  assert.equal(
    adviceInWords(way, photo, false),
    "1024 × 576: 765 tokens, saves 340 tokens (31%), $0.85 per 1,000 calls; sees 75% of each side",
  );
  // Every turn of an agent pays for what its instructions show.
  assert.match(adviceInWords(way, photo, true), /, \$0\.85 per 1,000 turns;/);
  const film: SentMedium = { ...photo, ...exactly(5460), kind: "video", seconds: 60 };
  assert.equal(
    adviceInWords({ ...exactly(2490), fps: 0.25 }, film, true),
    "0.25 frames a second: 2,490 tokens, saves 2,970 tokens (54%)",
  );
});

test("beside it stands what was measured with no more of the tokens, from a paper that is named", () => {
  const at = (share: number) => measuredFor({ ...exactly(Math.round(share * 1000)) }, { ...photo, ...exactly(1000) });
  assert.match(at(0.5)!.found, /at 33%/);
  assert.match(at(0.12)!.found, /over 97%.*at 11%/);
  assert.equal(at(0.05), undefined);
  for (const kind of ["image", "video"] as const)
    for (const { found, source } of measuredOf(kind)) assert.ok(/\d/.test(found) && source.includes(":"), found);
});
