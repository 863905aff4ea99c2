import { Disposable, workspace } from "vscode";
import type { EngineClient } from "../engine/engine-client.ts";
import { setting, tellUnfit } from "./settings.ts";

/**
 * Gives the engine the models and prices of `tare.models`. To be set up before anything that asks the engine when they
 * change.
 */
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
