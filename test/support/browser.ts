import { type Browser, chromium } from "playwright-core";

/** Starts the system's Chromium, which is told to keep to itself. */
export function launchBrowser(executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium"): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
