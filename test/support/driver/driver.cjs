// Runs inside the extension host and evaluates what the test sends over loopback, so that a test can ask VS Code itself
// while it clicks in the browser. It runs code sent to it: for tests only, and reachable from this machine only.
const http = require("node:http");
const vscode = require("vscode");

const cells = new Map();

exports.run = () =>
  new Promise((resolve) => {
    const server = http.createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      if (request.url === "/exit") {
        response.end("{}");
        server.close();
        resolve();
        return;
      }
      try {
        const { source, args } = JSON.parse(body);
        // The compiler of the tests wraps inner functions in calls of __name, which exists only there.
        const work = new Function("__name", `return (${source})`)((inner) => inner);
        const result = await work(vscode, args, cells);
        response.end(JSON.stringify({ result }));
      } catch (error) {
        response.end(JSON.stringify({ error: String(error?.stack ?? error) }));
      }
    });
    // Else it may close a connection just as the next request comes in on it.
    server.keepAliveTimeout = 0;
    server.listen(0, "127.0.0.1", () => console.log(`driver on ${server.address().port}`));
  });
