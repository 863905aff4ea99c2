// Loaded before the program under test: at its end it says how much memory the process held at most, in bytes.
process.on("exit", () => {
  require("node:fs").writeSync(2, `PEAK ${process.resourceUsage().maxRSS * 1024}\n`);
});
