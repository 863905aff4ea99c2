import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { callTables, PromptNet } from "../../../engine/reasoning/forecast-weights.ts";
import { learn } from "../../../engine/reasoning/learning.ts";
import { callKind, locateByCalls } from "../../../engine/reasoning/location.ts";
import { logCounts } from "../../../engine/reasoning/prompt-counts.ts";
import { workLength } from "../../../engine/reasoning/work-scale.ts";

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

function readGolden() {
  const { patterns, counted } = callTables();
  return Promise.all(
    golden.prompts.map(({ text, embedding }) =>
      net.read(Float32Array.from(embedding), logCounts(text, patterns, counted)),
    ),
  );
}

test("the scale of work is that of its recipe", async () => {
  const url = new URL("golden/work.json", import.meta.url);
  const recorded = JSON.parse(readFileSync(url, "utf8")) as {
    difficulty: number;
    sets: number[];
    locations: number[];
  }[];
  for (const [i, { work }] of (await readGolden()).entries()) {
    const { difficulty, sets, locations } = recorded[i]!;
    assert.ok(Math.abs(work.difficulty - difficulty) < 0.05, `${work.difficulty} for ${difficulty}`);
    assert.equal(work.sets.length, sets.length);
    for (const [k, p] of sets.entries()) assert.ok(near(work.sets[k]!, p), `${work.sets[k]} for ${p}`);
    for (const [k, location] of locations.entries()) {
      const { model, effort } = golden.calls[k]!;
      const kind = callKind(callTables(), model, effort);
      assert.ok(near(workLength({ work: { difficulty, sets }, novelty: 0 }, kind).location, location));
    }
  }
});

test("the engine forecasts, and learns, as the recipe does", async () => {
  const tables = callTables();
  const readings = await readGolden();
  const located = golden.calls.map(({ prompt, model, effort }) => {
    const { names, release } = callKind(tables, model, effort);
    // The recipe does not know who is a stranger.
    const kind = { names, release, basis: "this model and effort", graded: false } as const;
    const length = locateByCalls(tables, readings[prompt]!, kind);
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
