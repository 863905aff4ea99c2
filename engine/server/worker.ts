import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from "vscode-jsonrpc/browser";
import { fetchFiles } from "../runtime/platform-web.ts";
import { serve } from "./server.ts";

// The engine as a Web Worker. The first message brings the ports to talk over; requests wait in theirs until all is
// here.
self.onmessage = async ({ data }: MessageEvent<{ requests: MessagePort; files: MessagePort }>) => {
  const files = createMessageConnection(new BrowserMessageReader(data.files), new BrowserMessageWriter(data.files));
  files.listen();
  await fetchFiles(files);
  serve(new BrowserMessageReader(data.requests), new BrowserMessageWriter(data.requests));
};
