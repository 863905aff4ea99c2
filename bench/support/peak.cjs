// Loaded before a program: when it ends, the last line of its standard error has the most memory that it held, in KiB, and
// the time that processors worked for it, in seconds.
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  process.stderr.write(`${maxRSS} ${(userCPUTime + systemCPUTime) / 1e6}\n`);
});
