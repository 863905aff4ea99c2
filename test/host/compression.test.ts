import assert from "node:assert/strict";
import { test } from "mocha";
import { ConfigurationTarget, commands, workspace } from "vscode";
import { open, until } from "./support.ts";

const retain = (share: number | undefined) =>
  workspace.getConfiguration("tare").update("retention", share, ConfigurationTarget.Global);

test("what is previewed can be applied, and one undo brings the prompt back", async () => {
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
});

test("a share in the settings holds in the place of trim", async () => {
  const document = await open();
  await commands.executeCommand("tare.previewCompression", document.uri);
  const preview = async () =>
    workspace.textDocuments.find(({ uri }) => uri.scheme === "tare-compressed")?.getText() ?? "";
  const trimmed = await until("the trimmed prompt", preview, (text) => text !== "");
  await retain(0.99);
  await until("a longer one", preview, (text) => text.length > trimmed.length);
  await retain(undefined);
  await until("the trimmed one again", preview, (text) => text === trimmed);
});
