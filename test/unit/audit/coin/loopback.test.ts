import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { seededRandom } from "../../../../bench/support/statistics.ts";
import { type Committed, commit, type Opening } from "../../../../engine/audit/coin/commit.ts";
import { sampled } from "../../../../engine/audit/coin/proofs.ts";
import { type Verdict, verify } from "../../../../engine/audit/coin/verdict.ts";
import { DIMENSION } from "../../../../engine/salience/encoder.ts";
import { SalienceEngine } from "../../../../engine/salience/salience.ts";
import { tokenizer } from "../../../../engine/tokens/tokenizer.ts";
import { answer, foreign, lowEffort, question, thinking } from "./trace.ts";

/** A provider that thinks, or pretends to, and answers over HTTP what an auditor asks for; the auditor knows the bill alone. */
const salience = new SalienceEngine();
const calls = new Map<string, Committed>();
const server = createServer((request, response) => {
  const url = new URL(request.url!, "http://localhost");
  const committed = calls.get(url.searchParams.get("call")!)!;
  const asked = url.searchParams.get("tokens");
  const told = asked === null ? committed.commitment : committed.open(JSON.parse(asked));
  response.end(JSON.stringify(told));
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const { port } = server.address() as AddressInfo;
after(async () => {
  server.close();
  await salience.close();
});

async function ask<T>(call: string, tokens?: readonly number[]): Promise<T> {
  const query = new URLSearchParams({ call, ...(tokens && { tokens: JSON.stringify(tokens) }) });
  return (await fetch(`http://127.0.0.1:${port}/?${query}`)).json() as Promise<T>;
}

/** What the auditor finds for a call of these hidden tokens; the same tokens are asked for every time. */
async function audited(call: string, tokens: readonly string[], billed = tokens.length): Promise<Verdict> {
  calls.set(
    call,
    await commit(call, { question: pieces(question), thinking: tokens, answer: pieces(answer) }, salience),
  );
  const commitment = await ask<Committed["commitment"]>(call);
  const asked = sampled(commitment.count, (below) => Math.floor(below / 2));
  const openings = await ask<Opening[]>(call, asked);
  const [ofQuestion, ofAnswer] = await salience.embed([question, answer]);
  const exchange = { question: ofQuestion!, answer: ofAnswer! };
  return verify({ call, commitment, billed, dimensions: DIMENSION }, asked, openings, exchange);
}

const pieces = (text: string): string[] => {
  const { ends } = tokenizer("o200k").encode(text);
  return Array.from(ends, (end, i) => text.slice(i > 0 ? ends[i - 1] : 0, end));
};
const honest = pieces(thinking);
/** As many tokens again. */
const padded = (padding: readonly string[]) => [...honest, ...honest.map((_, i) => padding[i % padding.length]!)];

test("an honest provider is believed", async () => {
  const { fault, isUnusual, chance } = await audited("honest", honest);
  assert.deepEqual([fault, isUnusual], [undefined, false]);
  assert.ok(chance! > 0.05);
});

test("a provider that bills more than it committed to is caught by the count", async () => {
  assert.match(
    (await audited("bill", honest, honest.length + 64)).fault!,
    /^Billed \d+ hidden tokens, committed to \d+/,
  );
});

const random = seededRandom(4);
const letters = Array.from({ length: 4000 }, () => "abcdefghijklmnopqrstuvwxyz    "[Math.floor(30 * random())]).join(
  "",
);
const cheats = {
  "random padding": pieces(letters),
  repetition: honest.slice(-9),
  "low-effort text": pieces(lowEffort),
  "tokens of another answer": pieces(foreign),
};
for (const [name, padding] of Object.entries(cheats))
  test(`a provider that doubles its tokens is caught: ${name}`, async () => {
    const { fault, isUnusual } = await audited(name, padded(padding));
    assert.deepEqual([fault, isUnusual], [undefined, true]);
  });
