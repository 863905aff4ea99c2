import { commands, Disposable, type WebviewPanel } from "vscode";

/** A command that opens a page, and brings it to the front where it is open. */
export function pageCommand(command: string, open: () => WebviewPanel): Disposable {
  let page: WebviewPanel | undefined;
  return Disposable.from(
    commands.registerCommand(command, () => {
      if (page) return page.reveal();
      page = open();
      page.onDidDispose(() => {
        page = undefined;
      });
    }),
    new Disposable(() => page?.dispose()),
  );
}
