const DAY = 86_400_000;
/** Providers change prices a few times a year: a snapshot of more days than this may be wrong. */
const FRESH_DAYS = 120;

/**
 * `prices are 133 days old and may have changed`; undefined where the snapshot of a day, `YYYY-MM-DD`, is still fresh.
 */
export function oldPrices(asOf: string, now: Date): string | undefined {
  const days = Math.floor((now.getTime() - Date.parse(asOf)) / DAY);
  return days > FRESH_DAYS ? `prices are ${days} days old and may have changed` : undefined;
}
