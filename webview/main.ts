import { readyNotification, stateNotification } from "../protocol/panel.ts";
import { connectHost } from "./connect.ts";
import { Panel } from "./panel.ts";
import { pageStyles } from "./styles.ts";

const connection = connectHost();
document.adoptedStyleSheets.push(pageStyles);
const panel = document.querySelector("tare-panel");
if (panel instanceof Panel) {
  panel.host = connection;
  connection.onNotification(stateNotification, (state) => {
    panel.state = state;
  });
}
connection.listen();
void connection.sendNotification(readyNotification);
