// Answers like the engine, instantly and without models: for tests of what the host does when the engine misbehaves.
// A text that begins with "crash!", "hang!", "stall!", "fail!" or "bug!" makes it do so; of any other it counts the words.
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, ResponseError } from "vscode-jsonrpc/node";

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));

connection.onRequest("tare/inspect", async ({ text }, token) => {
  if (token.isCancellationRequested) throw new ResponseError(1, "Cancelled.", { code: "cancelled" });
  if (text.startsWith("crash!")) process.exit(3);
  if (text.startsWith("hang!")) await new Promise(() => {});
  // Not for ever, should nobody end it.
  if (text.startsWith("stall!")) for (const until = Date.now() + 10_000; Date.now() < until; );
  if (text.startsWith("fail!")) throw new ResponseError(1, "The text fails.", { code: "bad-input" });
  if (text.startsWith("bug!"))
    throw new ResponseError(1, "An error inside.", {
      code: "internal",
      stack: "TypeError: no\n    at weigh (weigh.ts:1:2)",
    });
  const words = text.split(/\s+/).length;
  return { count: { tokens: words, low: words, high: words } };
});

connection.listen();
