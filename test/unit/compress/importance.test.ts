import assert from "node:assert/strict";
import { test } from "node:test";
import { Tier } from "../../../engine/compress/order/key.ts";
import { weighed } from "../../support/weighed.ts";

const PROMPT = `# Orders

Please note that you should basically use the tool before you answer.

Never promise a date. Answer in German. The words after each other say what to do.
`;

test("of what stays, a word's salience alone decides, whether its rule says never or not", async () => {
  const { order } = await weighed(PROMPT);
  const mayGo = new Set(order.units.slice(0, order.limit).flatMap(({ atoms }) => atoms));
  const stays = [...order.atoms.keys()].filter((i) => !mayGo.has(i));
  const bySalience = stays.toSorted((a, b) => order.atoms[a]!.salience - order.atoms[b]!.salience);
  const importance = bySalience.map((i) => order.importance[i]!);
  assert.deepEqual(
    importance,
    importance.toSorted((a, b) => a - b),
  );
  const tiers = new Set(order.units.slice(order.limit).map(({ key }) => key.tier));
  assert.deepEqual(tiers, new Set([Tier.rule, Tier.must]));
});

test("what may go is less important than all that stays, and the later it goes the more important", async () => {
  const { order } = await weighed(PROMPT);
  const mayGo = order.units.slice(0, order.limit);
  assert.ok(mayGo.length > 1);
  const gone = new Set(mayGo.flatMap(({ atoms }) => atoms));
  const stays = [...order.atoms.keys()].filter((i) => !gone.has(i)).map((i) => order.importance[i]!);
  const most = mayGo.map(({ atoms }) => Math.max(...atoms.map((i) => order.importance[i]!)));
  assert.ok(Math.max(...most) < Math.min(...stays));
  const tiers = mayGo.map(({ key }) => key.tier);
  for (const [u, tier] of tiers.entries())
    for (const [v, later] of tiers.entries()) if (tier < later) assert.ok(most[u]! < most[v]!);
});
