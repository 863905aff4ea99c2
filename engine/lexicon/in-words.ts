import * as l10n from "@vscode/l10n";
import type { FunctionClass, Reason } from "./words.ts";

/** Why a phrase goes, as the user reads it. */
export function reasonInWords(reason: Reason): string {
  const words: Readonly<Record<Reason, string>> = {
    "adds nothing": l10n.t("adds nothing"),
    "adjective of praise": l10n.t("adjective of praise"),
    closing: l10n.t("closing"),
    connective: l10n.t("connective"),
    "describes itself": l10n.t("describes itself"),
    emphasis: l10n.t("emphasis"),
    encouragement: l10n.t("encouragement"),
    "gives a purpose": l10n.t("gives a purpose"),
    "gives a reason": l10n.t("gives a reason"),
    "goes without saying": l10n.t("goes without saying"),
    greeting: l10n.t("greeting"),
    hesitation: l10n.t("hesitation"),
    intensifier: l10n.t("intensifier"),
    "lead-in": l10n.t("lead-in"),
    "obvious benefit": l10n.t("obvious benefit"),
    politeness: l10n.t("politeness"),
    "praise of the role": l10n.t("praise of the role"),
    repetition: l10n.t("repetition"),
    "says the goal again": l10n.t("says the goal again"),
    thanks: l10n.t("thanks"),
    "wordy command": l10n.t("wordy command"),
    "wordy for “to”": l10n.t("wordy for “to”"),
  };
  return words[reason];
}

/** What a function word does, as the user reads it. */
export function functionInWords(name: FunctionClass): string {
  const words: Readonly<Record<FunctionClass, string>> = {
    article: l10n.t("article"),
    auxiliary: l10n.t("auxiliary"),
    pronoun: l10n.t("pronoun"),
    preposition: l10n.t("preposition"),
    conjunction: l10n.t("conjunction"),
    "question word": l10n.t("question word"),
    quantifier: l10n.t("quantifier"),
    adverb: l10n.t("adverb"),
    filler: l10n.t("filler"),
  };
  return words[name];
}
