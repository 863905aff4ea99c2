import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { callTables, PromptNet } from "../../../engine/reasoning/forecast-weights.ts";
import { learn } from "../../../engine/reasoning/learning.ts";
import { callKind, locate } from "../../../engine/reasoning/location.ts";
import { logCounts } from "../../../engine/reasoning/prompt-counts.ts";

/** What `models/recipes/forecast_golden.py` recorded of the recipe's own mathematics. */
interface Golden {
  prompts: { text: string; embedding: number[] }[];
  /** Tokens of the user's calls: the first of `calls`. */
  own: number[];
  calls: { prompt: number; model: string; effort: string; location: number; scale: number; shift: number }[];
}

const golden = JSON.parse(readFileSync(new URL("golden/forecast.json", import.meta.url), "utf8")) as Golden;
const net = new PromptNet();
after(() => net.close());

/** The files hold four decimals of each parameter. */
const near = (a: number, b: number) => Math.abs(a - b) < 5e-3;

test("the engine forecasts, and learns, as the recipe does", async () => {
  const tables = callTables();
  const readings = await Promise.all(
    golden.prompts.map(({ text, embedding }) =>
      net.read(Float32Array.from(embedding), logCounts(text, tables.patterns, tables.counted)),
    ),
  );
  const located = golden.calls.map(({ prompt, model, effort }) => {
    const { names } = callKind(tables, model, effort);
    // The recipe does not know who is a stranger.
    const length = locate(tables, readings[prompt]!, { names, basis: "this model and effort", graded: false });
    return { ...length, names, topic: readings[prompt]!.topic };
  });
  const own = golden.own.map((tokens, i) => ({ ...located[i]!, tokens }));
  const lesson = learn(own, tables.learning);
  for (const [i, call] of golden.calls.entries()) {
    assert.ok(near(located[i]!.location, call.location), `location ${located[i]!.location} for ${call.location}`);
    const scale = Math.hypot(located[i]!.scale, located[i]!.spread);
    assert.ok(near(scale, call.scale), `scale ${scale} for ${call.scale}`);
    const { shift } = lesson(located[i]!);
    assert.ok(near(shift, call.shift), `shift ${shift} for ${call.shift}`);
  }
});
