import { ledgerReadyNotification, ledgerStateNotification } from "../protocol/ledger-page.ts";
import { connectPage } from "./connect.ts";
import { LedgerPage } from "./ledger-page.ts";

connectPage(LedgerPage, ledgerReadyNotification, ledgerStateNotification);
