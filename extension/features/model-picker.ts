import { commands, type Disposable, l10n } from "vscode";
import { activeEditor } from "../editor/active-editor.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { ModelChoices } from "../state/model-choices.ts";
import { setting, updateSetting } from "../state/settings.ts";
import { pickModels } from "./model-quick-pick.ts";

/** Lets the user pick the model that the prompt is for, by name, with what it costs and how it is counted. */
export function modelPicker(services: Services): Disposable {
  const { context, inspections, log } = services;
  return commands.registerCommand("tare.selectModel", () =>
    orTell(log, async () => {
      const document = activeEditor()?.document;
      const current = document && inspections.current(document)?.model;
      const [picked] =
        (await pickModels(services, {
          title: l10n.t("Select Model"),
          placeholder: l10n.t("Select the model that this prompt is for"),
          isMany: false,
          chosen: [current ?? setting("model", document?.uri)],
          document,
        })) ?? [];
      if (picked === undefined) return;
      await new ModelChoices(context.globalState).note(picked);
      await updateSetting("model", picked, document?.uri);
    }),
  );
}
