import * as l10n from "@vscode/l10n";

const DAY = 86_400_000;
/** Providers change prices a few times a year: a snapshot older than this, in days, may be wrong. */
const FRESH_DAYS = 120;

/**
 * `prices are 133 days old and may have changed`; undefined where the snapshot of a day, `YYYY-MM-DD`, is still fresh.
 */
export function oldPrices(asOf: string, now: Date): string | undefined {
  const days = ageInDays(asOf, now);
  return days > FRESH_DAYS ? l10n.t("prices are {0} days old and may have changed", days) : undefined;
}

/** The day of a price, with its age where it may have changed; without a day it is the user's own. */
export function priceDay(asOf: string | undefined, now = new Date()): string {
  if (asOf === undefined) return l10n.t("your own table");
  const days = ageInDays(asOf, now);
  return days > FRESH_DAYS ? l10n.t("{0}, {1} days old and perhaps changed since", asOf, days) : asOf;
}

function ageInDays(asOf: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(asOf)) / DAY);
}
