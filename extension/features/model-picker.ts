import { commands, type Disposable, type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { ModelInfo } from "../../protocol/catalogue.ts";
import { formatMoney } from "../../protocol/format.ts";
import { oldPrices } from "../../protocol/price-age.ts";
import { activeEditor } from "../active-editor.ts";
import type { Catalogue } from "../engine-client.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { setting, updateSetting } from "../settings.ts";

/** Lets the user pick the model that the prompt is for, by name, with what it costs and how it is counted. */
export function modelPicker({ engine, log }: Services): Disposable {
  return commands.registerCommand("tare.selectModel", () =>
    orTell(log, async () => {
      const prompt = activeEditor()?.document.uri;
      const catalogue = await engine.models();
      const old = oldPrices(catalogue.asOf, new Date());
      const picked = await window.showQuickPick(items(catalogue, setting("model", prompt)), {
        title: old ? `Model · ${old}` : "Model",
        placeHolder: "Pick the model that this prompt is for",
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
  return [
    ...(current.length > 0 ? [separator("current"), ...current.map((m) => item(m, asOf))] : []),
    ...others.flatMap((m, i) => [
      ...(m.provider === others[i - 1]?.provider ? [] : [separator(m.provider)]),
      item(m, asOf),
    ]),
  ];
}

function item({ id, name, prices, counting }: ModelInfo, asOf: string) {
  const price = prices
    ? `${formatMoney(prices.input * 1e6)} in · ${formatMoney(prices.output * 1e6)} out per million tokens (${asOf})`
    : "no known price";
  const how = counting.tolerance === 0 ? "exact" : `estimated ±${Math.round(counting.tolerance * 100)}%`;
  return { label: id, description: name === id ? how : `${name} · ${how}`, detail: price };
}
