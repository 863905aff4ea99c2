import assert from "node:assert/strict";
import { test } from "mocha";
import { ConfigurationTarget, commands, workspace } from "vscode";
import { open, until } from "./support.ts";

const retain = (share: number | undefined) =>
  workspace.getConfiguration("tare").update("retention", share, ConfigurationTarget.Global);

test("what is previewed can be applied, and one undo brings the prompt back", async () => {
  await retain(0.9);
  const document = await open();
  const original = document.getText();
  await commands.executeCommand("tare.previewCompression", document.uri);
  const preview = workspace.textDocuments.find(({ uri }) => uri.scheme === "tare-compressed");
  assert.ok(preview && preview.getText().length < original.length);
  const shorter = preview.getText();
  await commands.executeCommand("tare.applyCompression", document.uri);
  assert.equal(document.getText(), shorter);
  await commands.executeCommand("undo");
  assert.equal(document.getText(), original);
  await retain(undefined);
});

test("less retention, a shorter preview", async () => {
  const document = await open();
  const shown = async (share: number) => {
    await retain(share);
    await commands.executeCommand("tare.previewCompression", document.uri);
    const text = () => workspace.textDocuments.find(({ uri }) => uri.scheme === "tare-compressed")?.getText();
    return until(
      "the preview",
      async () => text() ?? "",
      (preview) => preview.length > 0 && preview.length <= share * document.getText().length * 1.1,
    );
  };
  const long = await shown(0.95);
  assert.ok((await shown(0.8)).length < long.length);
  await retain(undefined);
});
