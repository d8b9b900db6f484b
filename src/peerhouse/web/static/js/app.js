// @ts-check
// Loaded on every page. Each part looks for what it serves and does nothing on other pages.
import { moveClocks, offerZone, tellZone } from "./zone.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
moveClocks(document.documentElement, zone);
offerZone(document, zone);
tellZone(document, zone);
