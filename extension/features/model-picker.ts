import { commands, type Disposable, l10n, type QuickPickItem, QuickPickItemKind, window } from "vscode";
import { formatMoney } from "../../display/format.ts";
import { oldPrices } from "../../display/price-age.ts";
import type { ModelInfo } from "../../protocol/catalogue.ts";
import { activeEditor } from "../editor/active-editor.ts";
import type { Catalogue } from "../engine/engine-client.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { setting, updateSetting } from "../state/settings.ts";

/** Lets the user pick the model that the prompt is for, by name, with what it costs and how it is counted. */
export function modelPicker({ engine, inspections, log }: Services): Disposable {
  return commands.registerCommand("tare.selectModel", () =>
    orTell(log, async () => {
      const document = activeEditor()?.document;
      const prompt = document?.uri;
      const current = document && inspections.current(document)?.model;
      const choices = engine.models().then((catalogue) => items(catalogue, current ?? setting("model", prompt)));
      const picked = await window.showQuickPick(choices, {
        title: l10n.t("Select Model"),
        placeHolder: l10n.t("Select the model that this prompt is for"),
        matchOnDescription: true,
        matchOnDetail: true,
      });
      if (picked) await updateSetting("model", picked.label, prompt);
    }),
  );
}

function items({ asOf, models }: Catalogue, chosen: string): QuickPickItem[] {
  const separator = (label: string) => ({ label, kind: QuickPickItemKind.Separator });
  const current = models.filter((m) => m.id === chosen);
  const others = models.filter((m) => m.id !== chosen);
  const old = oldPrices(asOf, new Date());
  const rows = [
    ...(current.length > 0 ? [separator(l10n.t("current")), ...current.map((m) => item(m, asOf))] : []),
    ...others.flatMap((m, i) => [
      ...(m.provider === others[i - 1]?.provider ? [] : [separator(m.provider)]),
      item(m, asOf),
    ]),
  ];
  const [first, ...rest] = rows;
  return old && first ? [separator(`${first.label} · ${old}`), ...rest] : rows;
}

function item({ id, name, prices, counting }: ModelInfo, asOf: string) {
  const price = prices
    ? l10n.t(
        "{0} in · {1} out per million tokens ({2})",
        formatMoney(prices.input * 1e6),
        formatMoney(prices.output * 1e6),
        asOf,
      )
    : l10n.t("no known price");
  const how =
    counting.tolerance === 0 ? l10n.t("exact") : l10n.t("estimated ±{0}%", Math.round(counting.tolerance * 100));
  return { label: id, description: name === id ? how : `${name} · ${how}`, detail: price };
}
