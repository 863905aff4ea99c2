import { IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { serve } from "./server.ts";

// The engine as a process of its own, on the IPC channel of the process that forked it; it ends when that closes.
serve(new IPCMessageReader(process), new IPCMessageWriter(process));
process.on("disconnect", () => process.exit(0));
