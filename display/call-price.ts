import * as l10n from "@vscode/l10n";
import { formatMoney } from "./format.ts";

/** Below a tenth of a cent a price is hard to read, so that of a thousand calls is shown. */
const LEAST = 0.001;

/** What a call costs, in US dollars: `$0.0015`, and where that is very little, of a thousand: `$0.060 per 1,000`. */
export function callPrice(dollars: number): string {
  return isTiny(dollars) ? l10n.t("{0} per 1,000", formatMoney(1000 * dollars)) : formatMoney(dollars);
}

/** The same where nothing beside it says of what: `$0.0015 a call`, `$0.060 per 1,000 calls`. */
export function callPriceInWords(dollars: number): string {
  return isTiny(dollars)
    ? l10n.t("{0} per 1,000 calls", formatMoney(1000 * dollars))
    : l10n.t("{0} a call", formatMoney(dollars));
}

/** The same of an agent's turn, which loads an instruction file: `$0.0015 a turn`, `$0.060 per 1,000 turns`. */
export function turnPriceInWords(dollars: number): string {
  return isTiny(dollars)
    ? l10n.t("{0} per 1,000 turns", formatMoney(1000 * dollars))
    : l10n.t("{0} a turn", formatMoney(dollars));
}

function isTiny(dollars: number): boolean {
  return dollars > 0 && dollars < LEAST;
}
