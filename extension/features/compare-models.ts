import { commands, type Disposable, l10n } from "vscode";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { ModelChoices } from "../state/model-choices.ts";
import { promptAt } from "../state/prompt-at.ts";
import { setting } from "../state/settings.ts";
import { pickModels } from "./model-quick-pick.ts";

/** Lets the user pick models and shows in the panel what the prompt is with each. */
export function compareModels(services: Services): Disposable {
  const { comparisons, context, files, inspections, log } = services;

  async function compare(): Promise<void> {
    const document = await promptAt(files);
    const { pinned, recent } = new ModelChoices(context.globalState);
    const current = inspections.current(document)?.model ?? setting("model", document.uri);
    const { models } = comparisons;
    const picked = await pickModels(services, {
      title: l10n.t("Compare Models"),
      placeholder: l10n.t("Check the models to compare; uncheck all to end the comparison"),
      isMany: true,
      chosen: models.length > 0 ? models : [...new Set([current, ...pinned, ...recent])],
      document,
    });
    if (!picked) return;
    await commands.executeCommand("tare.panel.focus");
    await comparisons.choose(picked, document);
  }

  return commands.registerCommand("tare.compareModels", () => orTell(log, compare));
}
