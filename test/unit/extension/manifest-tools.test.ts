import assert from "node:assert/strict";
import { test } from "node:test";
import manifest from "../../../package.json" with { type: "json" };
import { AGENTS } from "../../../protocol/context.ts";

test("the tool that weighs a context offers every agent that is known", () => {
  const tool = manifest.contributes.languageModelTools.find(({ name }) => name === "weigh_context")!;
  assert.deepEqual(tool.inputSchema.properties.agents?.items.enum, [...AGENTS]);
});
