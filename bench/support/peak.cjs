// Loaded before a program: when it ends, the most memory that it held is the last line of its standard error, in KiB.
process.on("exit", () => process.stderr.write(`${process.resourceUsage().maxRSS}\n`));
