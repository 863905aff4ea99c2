import assert from "node:assert/strict";
import { test } from "mocha";
import { commands, extensions } from "vscode";

const tare = extensions.getExtension("tare.tare")!;

test("it activates, and every command of its manifest is there", async () => {
  await tare.activate();
  assert.ok(tare.isActive);
  const registered = new Set(await commands.getCommands(true));
  const declared: readonly { command: string }[] = tare.packageJSON.contributes.commands;
  assert.deepEqual(
    declared.map(({ command }) => command).filter((command) => !registered.has(command)),
    [],
  );
});
