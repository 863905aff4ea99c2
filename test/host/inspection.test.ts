import assert from "node:assert/strict";
import { test } from "mocha";
import { type CodeAction, commands, languages, Range, window, workspace } from "vscode";
import { insert, lenses, offers, open, until } from "./support.ts";

/** Words of the sample prompt that can go. */
const FILLERS = ["basically", "As a matter of fact", "Generally speaking"];

test("an open prompt is inspected without being asked", async () => {
  const document = await open();
  const titles = await lenses(document);
  assert.match(titles[0]!, /^\d+ tok · [\d.]+% · \$0\.\d+$/);
});

test("however fast one types, what can go is offered for the text as it stands or not at all", async () => {
  const document = await open();
  await until(
    "offers",
    () => offers(document, FILLERS),
    (found) => found.length === FILLERS.length,
  );
  for (let i = 0; i < 20; i++) {
    await insert(document, (i * 97) % document.getText().indexOf("basically"), `Velo${i} `);
    for (const { version, start, end } of await offers(document, FILLERS)) {
      assert.equal(version, document.version);
      const offered = document.getText().slice(start, end).trim();
      assert.ok(
        FILLERS.some((filler) => offered.startsWith(filler)),
        `“${offered}” can go`,
      );
    }
  }
  await until(
    "offers for the new text",
    () => offers(document, FILLERS),
    (found) => found.length > 0,
  );
});

test("an offer for an older text removes nothing", async () => {
  const document = await open();
  const [offer] = await until(
    "an offer",
    () => offers(document, FILLERS),
    (found) => found.length > 0,
  );
  await insert(document, 0, "New. ");
  const text = document.getText();
  await commands.executeCommand("tare.remove", offer);
  assert.equal(document.getText(), text);
});

test("what cannot be understood is told on its line, until it is mended", async () => {
  const document = await open();
  const told = async () =>
    languages.getDiagnostics(document.uri).map(({ message, range }) => `${range.start.line + 1}: ${message}`);
  const line = document.lineCount + 1;
  await insert(document, document.getText().length, "\n```json\n{}\n");
  await until(
    "the warning",
    told,
    ([found]) => found?.startsWith(`${line}: The code block that opens here never closes`) === true,
  );
  await insert(document, document.getText().length, "```\n");
  await until("no warning", told, (found) => found.length === 0);
});

test("a blank at the end of examples with an open answer is told, and a quick fix leaves it out", async () => {
  const shots = ["It works.\nSentiment: positive", "It broke.\nSentiment: negative", "It rides.\nSentiment: "];
  const content = shots.map((shot) => `Review: ${shot}`).join("\n\n");
  const { document } = await window.showTextDocument(await workspace.openTextDocument({ language: "prompt", content }));
  const end = document.positionAt(content.length);
  const fixes = async () =>
    (
      await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        new Range(end.translate(0, -1), end),
      )
    ).filter(({ title }) => title === "Remove the blank at the end");
  const [fix] = await until("the fix", fixes, (found) => found.length === 1);
  await workspace.applyEdit(fix!.edit!);
  assert.equal(document.getText(), content.trimEnd());
});
