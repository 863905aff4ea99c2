import { commands, Disposable, Uri, window, workspace } from "vscode";
import type { Services } from "../services.ts";

/** The first five minutes: a sample prompt to try everything on, and the walkthrough that leads through it. */
export function walkthrough({ context }: Services): Disposable {
  return Disposable.from(
    commands.registerCommand("tare.openSample", async () => {
      const bytes = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, "media/sample.prompt.md"));
      const document = await workspace.openTextDocument({
        language: "prompt",
        content: new TextDecoder().decode(bytes),
      });
      await window.showTextDocument(document);
    }),
    commands.registerCommand("tare.openWalkthrough", () =>
      commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false),
    ),
  );
}
