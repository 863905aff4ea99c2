import { contextMapReadyNotification, contextMapStateNotification } from "../protocol/context-page.ts";
import { connectHost } from "./connect.ts";
import { ContextMapPage } from "./context-map-page.ts";
import { pageStyles } from "./styles.ts";

const connection = connectHost();
document.adoptedStyleSheets.push(pageStyles);
const page = document.querySelector("tare-context-map");
if (page instanceof ContextMapPage) {
  page.host = connection;
  connection.onNotification(contextMapStateNotification, (state) => {
    page.state = state;
  });
}
connection.listen();
void connection.sendNotification(contextMapReadyNotification);
