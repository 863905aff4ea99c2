import { Disposable, workspace } from "vscode";
import type { EngineClient } from "../engine/engine-client.ts";
import { setting, tellUnfit } from "./settings.ts";

/** Lets the models and prices of `tare.models` hold in the engine. To be set up before what asks the engine anew. */
export function ownModels(engine: EngineClient): Disposable {
  const tell = () => engine.setOwnModels(setting("models"));
  tell();
  return Disposable.from(
    engine.onDidRefuseModels((why) => tellUnfit("models", setting("models"), why)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tare.models")) tell();
    }),
  );
}
