import assert from "node:assert/strict";
import { test } from "node:test";
import { allModels } from "../../../engine/cost/catalogue.ts";
import { factFor, modelFacts } from "../../../engine/cost/model-facts.ts";
import { plainName, releaseName } from "../../../engine/reasoning/model-kin.ts";

const { sources, ...lists } = modelFacts();

test("each source that a fact names is described, and each described source is named", () => {
  const named = Object.values(lists).flatMap((rows) => rows.flatMap((row) => ("source" in row ? [row.source] : [])));
  assert.deepEqual([...new Set(named)].sort(), Object.keys(sources).sort());
});

test("no row stands behind another that takes all its names", () => {
  const ids = allModels().map(({ id }) => id.toLowerCase());
  const names = { counting: ids, framing: ids, tools: ids, thinking: ids.map(plainName) };
  for (const [list, all] of Object.entries(names)) {
    const rows: readonly { readonly model: RegExp }[] = lists[list as keyof typeof names];
    const unused = rows.filter((row) => !all.some((name) => factFor(rows, name) === row));
    assert.deepEqual(unused, [], list);
  }
});

test("each row of usual efforts is of a model that the catalogue knows", () => {
  const names = allModels().map(({ id }) => releaseName(id));
  for (const { model } of lists.usualEffort)
    if (model)
      assert.ok(
        names.some((name) => model.test(name)),
        `${model}`,
      );
});

test("each limit and batch price is of a model that the catalogue knows", () => {
  for (const { provider, model } of [...lists.limits, ...lists.batches]) {
    const own = allModels().filter((one) => one.provider === provider);
    const nameOf = (id: string) => (id.startsWith(`${provider}/`) ? id.slice(provider.length + 1) : id);
    assert.ok(
      own.some(({ id }) => model.test(nameOf(id))),
      `${provider} ${model}`,
    );
  }
});
