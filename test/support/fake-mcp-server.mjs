import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

// An MCP server on standard input and output, which notes in a file (its first argument) what it is asked. It tells its
// tools in two pages, prints other things in between, and asks something itself. As told by its second argument it is
// `silent`, `ends`, or `refuses`.
const [note, how] = process.argv.slice(2);
appendFileSync(note, `${process.pid}\n`);

const tool = (name) => ({ name, description: `Does ${name}.`, inputSchema: { type: "object", properties: {} } });
const answers = {
  initialize: () => ({ protocolVersion: "2025-06-18", capabilities: { tools: {} }, instructions: "Ask first." }),
  "tools/list": ({ cursor }) =>
    cursor === "2" ? { tools: [tool("order")] } : { tools: [tool("find")], nextCursor: "2" },
};
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

if (how === "ends") {
  console.error("No key is set.");
  process.exit(3);
}
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  appendFileSync(note, `${method ?? "answer"}\n`);
  if (how === "silent" || id === undefined || method === undefined) return;
  console.log("A line that is no message.");
  if (method === "initialize") send({ id, method: "ping" });
  if (how === "refuses") send({ id, error: { code: -1, message: "Not today." } });
  else send({ id, result: answers[method](params) });
});
