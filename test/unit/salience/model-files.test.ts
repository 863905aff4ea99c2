import assert from "node:assert/strict";
import { test } from "node:test";
import { modelFile } from "../../../engine/salience/model-files.ts";

test("the shipped files pass their checksums", async () => {
  for (const name of ["weights.bin", "embed.onnx", "decompx.onnx", "surprisal.onnx"])
    assert.ok((await modelFile(name)).endsWith(name));
});

test("a missing file and one that is not as the manifest has it are told apart, by name", async () => {
  const failure = (message: RegExp) => ({ name: "Failure", code: "model-files", message });
  await assert.rejects(modelFile("absent.onnx"), failure(/absent\.onnx is missing/));
  await assert.rejects(modelFile("MODEL_CARD.md"), failure(/MODEL_CARD\.md is damaged/));
});
