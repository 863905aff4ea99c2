import assert from "node:assert/strict";
import { test } from "node:test";
import { createMessageConnection } from "vscode-jsonrpc/node";
import { type MessagePort, PortReader, PortWriter } from "../../../protocol/message-port.ts";
import { type PanelState, readyNotification, stateNotification } from "../../../protocol/panel.ts";

/** Two ends of a channel that clones what it carries, as `postMessage` does. */
function channel(): [MessagePort, MessagePort] {
  const listeners: ((message: unknown) => void)[][] = [[], []];
  const end = (own: number): MessagePort => ({
    post: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        for (const listener of listeners[1 - own]!) listener(copy);
      });
    },
    listen: (listener) => {
      listeners[own]!.push(listener);
      return { dispose: () => listeners[own]!.splice(listeners[own]!.indexOf(listener), 1) };
    },
  });
  return [end(0), end(1)];
}

test("the panel says it is ready, the host answers with the state; strangers' messages are passed over", async () => {
  const [hostPort, panelPort] = channel();
  const host = createMessageConnection(new PortReader(hostPort), new PortWriter(hostPort));
  const panel = createMessageConnection(new PortReader(panelPort), new PortWriter(panelPort));
  const state: PanelState = { engine: { is: "starting" }, callsPerMonth: 10_000, audit: [] };
  host.onNotification(readyNotification, () => void host.sendNotification(stateNotification, state));
  const received = new Promise<PanelState>((resolve) => panel.onNotification(stateNotification, resolve));
  host.listen();
  panel.listen();

  panelPort.post("not ours");
  panelPort.post(null);
  await panel.sendNotification(readyNotification);

  assert.deepEqual(await received, state);
  host.dispose();
  panel.dispose();
});
