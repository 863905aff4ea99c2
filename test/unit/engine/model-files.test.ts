import assert from "node:assert/strict";
import { test } from "node:test";
import { checkModelFile } from "../../../engine/salience/model-files.ts";

test("the shipped files pass their checksums", async () => {
  for (const name of ["weights.bin", "embed.onnx", "decompx.onnx", "surprisal.onnx"]) await checkModelFile(name);
});

test("a missing file and one that is not as the manifest has it are told apart, by name", async () => {
  const failure = (message: RegExp) => ({ name: "Failure", code: "model-files", message });
  await assert.rejects(checkModelFile("absent.onnx"), failure(/absent\.onnx is missing/));
  await assert.rejects(checkModelFile("MODEL_CARD.md"), failure(/MODEL_CARD\.md is damaged/));
});
