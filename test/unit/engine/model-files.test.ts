import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readTextAsset } from "../../../engine/runtime/assets.ts";
import { checkModelFile } from "../../../engine/runtime/model-files.ts";
import { projectPath } from "../../support/tare.ts";

test("the shipped files pass their checksums", async () => {
  for (const folder of ["minilm", "encoder", "forecast", "compress-keep", "task-kind", "coin"].map(
    (name) => `models/${name}`,
  )) {
    const { files } = JSON.parse(readFileSync(projectPath(`${folder}/manifest.json`), "utf8"));
    assert.ok(files.length > 0);
    for (const { name } of files) await checkModelFile(`${folder}/${name}`);
  }
});

test("a missing file and one that is not as the manifest has it are told apart, by name", async () => {
  const failure = (message: RegExp) => ({ name: "Failure", code: "model-files", message });
  await assert.rejects(checkModelFile("models/minilm/absent.onnx"), failure(/minilm\/absent\.onnx is missing/));
  await assert.rejects(checkModelFile("models/minilm/MODEL_CARD.md"), failure(/minilm\/MODEL_CARD\.md is damaged/));
  assert.throws(() => readTextAsset("models/forecast/absent.json"), failure(/forecast\/absent\.json is missing/));
  assert.throws(() => readTextAsset("models/forecast/MODEL_CARD.md"), failure(/forecast\/MODEL_CARD\.md is damaged/));
});
