import { ledgerReadyNotification, ledgerStateNotification } from "../protocol/ledger-page.ts";
import { connectHost } from "./connect.ts";
import { LedgerPage } from "./ledger-page.ts";
import { pageStyles } from "./styles.ts";

const connection = connectHost();
document.adoptedStyleSheets.push(pageStyles);
const page = document.querySelector("tare-ledger");
if (page instanceof LedgerPage) {
  page.host = connection;
  connection.onNotification(ledgerStateNotification, (state) => {
    page.state = state;
  });
}
connection.listen();
void connection.sendNotification(ledgerReadyNotification);
