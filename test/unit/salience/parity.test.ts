import assert from "node:assert/strict";
import { test } from "node:test";
import { Tensor } from "onnxruntime-common";
import { openGraph } from "../../../engine/runtime/platform-node.ts";
import type { Graph } from "../../../engine/runtime/wasm-graph.ts";
import published from "./golden/published-scores.json" with { type: "json" };

/**
 * Our single precision against the authors' double precision, relative to the largest value; measured: at most 1.4e-6.
 */
const TOLERANCE = 1e-5;

type Case = (typeof published.cases)[number];
type Outputs = Readonly<Record<string, Float32Array>>;

const question = published.question.direction;

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);
}

function assertClose(ours: ArrayLike<number>, theirs: readonly number[], what: string) {
  assert.equal(ours.length, theirs.length, what);
  const error = Math.max(...theirs.map((value, i) => Math.abs(value - ours[i]!)));
  const largest = Math.max(...theirs.map(Math.abs));
  assert.ok(error <= TOLERANCE * largest, `${what}: relative error ${error / largest}`);
}

/** The graph's outputs for a case; targets are the text's own direction and the question's. */
async function outputsOf(graph: Graph, { ids }: Case): Promise<Outputs> {
  const feeds = {
    ids: new Tensor("int64", BigInt64Array.from(ids, BigInt), [ids.length]),
    targets: new Tensor("float32", Float32Array.from([...question.map(() => 0), ...question]), [2, question.length]),
    own: new Tensor("float32", Float32Array.of(1, 0), [2, 1]),
  };
  const wanted = graph.inputNames.map((name) => [name, feeds[name as keyof typeof feeds]]);
  const outputs = await graph.run(Object.fromEntries(wanted));
  return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]));
}

for (const name of ["salience", "globenc", "decompx"]) {
  test(`${name}.onnx equals the authors' published code, and DecompX is complete`, async (t) => {
    const graph = await openGraph(`models/minilm/${name}.onnx`);
    for (const golden of published.cases) {
      await t.test(golden.name, async () => {
        const { embedding, globenc, decompx } = await outputsOf(graph, golden);
        assertClose(embedding!, golden.embedding, "embedding");
        if (globenc) assertClose(globenc, golden.globenc, "GlobEnc");
        if (decompx) {
          const own = decompx.slice(0, golden.ids.length);
          const towardsQuestion = decompx.slice(golden.ids.length);
          assertClose(own, golden.decompx.own, "DecompX, own direction");
          assertClose(towardsQuestion, golden.decompx.question, "DecompX, question");

          const sum = (shares: Float32Array) => shares.reduce((total, share) => total + share, 0);
          const length = Math.sqrt(dot(embedding!, embedding!));
          assertClose([sum(own) + golden.bias.own], [length], "tokens and bias, own direction");
          const missing = sum(towardsQuestion) + golden.bias.question - dot(embedding!, question);
          assert.ok(Math.abs(missing) <= TOLERANCE * length, `tokens and bias, question: ${missing}`);
        }
      });
    }
    await graph.release();
  });
}
