// @ts-check
// Loaded on every page. Each part looks for what it serves and does nothing on other pages.
import { offerZone } from "./zone.js";

offerZone(document, Intl.DateTimeFormat().resolvedOptions().timeZone);
