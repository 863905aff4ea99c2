import * as audit from "./audit.ts";
import * as coin from "./coin.ts";
import * as context from "./context.ts";
import * as faithfulness from "./faithfulness.ts";
import * as forecast from "./forecast.ts";
import * as inspection from "./inspection.ts";
import * as ledger from "./ledger.ts";
import * as planning from "./planning.ts";
import * as prices from "./prices.ts";
import * as publishedCode from "./published-code.ts";
import * as salience from "./salience.ts";
import * as tokens from "./tokens.ts";

// The tables that docs/measured.md and the model cards quote, but for those of `npm run bench:compression` and
// `npm run bench:editor`. `npm run bench -- tokens` prints one bench alone.
const benches = {
  tokens,
  salience,
  inspection,
  faithfulness,
  forecast,
  audit,
  coin,
  context,
  ledger,
  planning,
  prices,
  "published-code": publishedCode,
};
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in benches));
if (unknown) throw new Error(`There is no bench “${unknown}”; there are ${Object.keys(benches).join(", ")}.`);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) await bench.run();
}
