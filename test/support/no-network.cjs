// Loaded before the program under test: every way out of the process that is not a file or a child reports itself
// and ends the run. Child processes inherit it through NODE_OPTIONS.
const { writeSync } = require("node:fs");

function report(what) {
  writeSync(2, `NETWORK ATTEMPT: ${what}\n${new Error().stack}\n`);
  process.exit(99);
}

require("node:net").Socket.prototype.connect = (...args) => report(`connect ${JSON.stringify(args[0])}`);
require("node:dgram").Socket.prototype.send = () => report("datagram");
const dns = require("node:dns");
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
  dns[name] = (host) => report(`look up ${host}`);
  dns.promises[name] = (host) => report(`look up ${host}`);
}
globalThis.fetch = (url) => report(`fetch ${url}`);
