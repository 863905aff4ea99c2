import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import { ConfigurationTarget, commands, languages, type TextDocument, workspace } from "vscode";
import { hover, lenses, open, until } from "./support.ts";

const set = (key: string, value: unknown) =>
  workspace.getConfiguration("tare").update(key, value, ConfigurationTarget.Global);

const untilEstimated = (document: TextDocument) =>
  until(
    "an estimate",
    () => lenses(document),
    ([first = ""]) => /^≈ \d+ tok/.test(first),
  );

suite("a setting holds at once", () => {
  teardown(async () => {
    for (const key of ["sectionCosts", "model", "models", "promptFiles", "budgets", "retention"])
      await set(key, undefined);
  });

  test("tare.sectionCosts", async () => {
    const document = await open();
    assert.ok((await lenses(document)).length > 0);
    await set("sectionCosts", "off");
    assert.deepEqual(await lenses(document), []);
  });

  test("tare.model", async () => {
    const document = await open();
    assert.match((await lenses(document))[0]!, /^\d+ tok/);
    await set("model", "claude-opus-5-5");
    await untilEstimated(document);
  });

  test("tare.models, whose objects cross to the engine", async () => {
    const document = await open();
    await set("models", { "acme-1": { like: "claude-opus-5-5", input: 1, output: 2 } });
    await set("model", "acme-1");
    await untilEstimated(document);
  });

  test("tare.promptFiles", async () => {
    const document = await open("notes.txt");
    const [word = ""] = document.getText().split(" ");
    assert.equal(await hover(document, word), "");
    await set("promptFiles", ["**/notes.txt"]);
    await until(
      "a hover",
      () => hover(document, word),
      (text) => text.includes("Tare"),
    );
  });

  test("tare.budgets", async () => {
    const { uri } = await open();
    const warnings = async () => languages.getDiagnostics(uri).filter(({ source }) => source === "Tare").length;
    await set("budgets", { "**/*.prompt.md": 100 });
    await until("a warning", warnings, (count) => count === 1);
    await set("budgets", { "**/*.prompt.md": 1000 });
    await until("no warning", warnings, (count) => count === 0);
  });

  test("tare.retention, in an open preview too", async () => {
    const { uri } = await open();
    await commands.executeCommand("tare.previewCompression", uri);
    const preview = async () =>
      workspace.textDocuments.find((document) => document.uri.scheme === "tare-compressed")?.getText() ?? "";
    const usual = await until("a preview", preview, (text) => text !== "");
    await set("retention", 0.99);
    await until("a longer preview", preview, (text) => text.length > usual.length);
    // Out of bounds: the default holds.
    await set("retention", 7);
    await until("the usual preview", preview, (text) => text === usual);
  });
});
