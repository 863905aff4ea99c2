import { contextMapReadyNotification, contextMapStateNotification } from "../protocol/context-page.ts";
import { connectPage } from "./connect.ts";
import { ContextMapPage } from "./context-map-page.ts";

connectPage(ContextMapPage, contextMapReadyNotification, contextMapStateNotification);
