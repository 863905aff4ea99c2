import { readyNotification, stateNotification } from "../protocol/panel.ts";
import { connectPage } from "./connect.ts";
import { Panel } from "./panel.ts";

connectPage(Panel, readyNotification, stateNotification);
