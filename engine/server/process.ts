import { setFlagsFromString } from "node:v8";
import { IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { asFailure } from "../../protocol/failure.ts";
import { useRefreshedPrices } from "../cost/refreshed-prices.ts";
import { userLedger } from "../ledger/user-ledger.ts";
import { serve } from "./server.ts";

// Garbage of an inspection is far larger than what lives on; left to itself the heap would grow to five times that.
setFlagsFromString("--heap-growing-percent=30");

try {
  useRefreshedPrices();
} catch (error) {
  // Only logged: without it, the prices that ship are used.
  process.stderr.write(`${asFailure(error).message}\n`);
}

// The engine as a process of its own, on the IPC channel of the process that forked it; it ends when that closes.
const ledger = userLedger(({ message }) => process.stderr.write(`${message}\n`));
serve(new IPCMessageReader(process), new IPCMessageWriter(process), ledger);
process.on("disconnect", () => process.exit(0));
