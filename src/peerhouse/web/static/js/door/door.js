// @ts-check
/** The door: keeps the digest of the joining link, waits calmly, and shows those who checked in here the way back. */
import { rememberKeys } from "./keys.js";
import { forgetSeat, handOver, seatOf, wayIn } from "./room.js";
import { watch } from "./wait.js";

const door = /** @type {HTMLElement} */ (document.querySelector("[data-sitting]"));
const { sitting = "", state = "", retry = "", room = "" } = door.dataset;

rememberKeys(sessionStorage, sitting, location.hash);
if (state === "ended") forgetSeat(localStorage, sitting);
const back = /** @type {HTMLElement | null} */ (document.querySelector("[data-back]"));
const link = back?.querySelector("a");
const address = wayIn(localStorage, sitting, room);
if (back && link && address) {
  link.href = address;
  link.addEventListener("click", () => seatOf(localStorage, sitting) && handOver(localStorage, sitting));
  back.hidden = false;
}

async function ask() {
  const response = await fetch(location.pathname, { headers: { Accept: "application/json" } });
  return response.ok ? String((await response.json()).state) : state;
}

/** @param {number} seconds */
const wait = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

if (retry) watch(state, Number(retry), { ask, wait }).then(() => location.reload());
