// @ts-check
/** The page that makes the seals: shows how far it is, then the words to compare and the way into the room. */
import { words } from "../seal/manifest.js";
import { SealError } from "../seal/errors.js";
import { RefusedError, checkIn } from "./checkin.js";
import { promisedKeys, rememberKeys } from "./keys.js";
import { forgetSeat, handOver, hasEntered, wayIn } from "./room.js";

const STEPS = ["keys", "blinding", "signing", "sealing", "done"];
const FALLBACK_RETRY_SECONDS = 5;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-sitting]"));
const { sitting = "", manifest = "", room = "" } = form.dataset;
const meter = /** @type {HTMLProgressElement} */ (form.querySelector("progress"));
const store = localStorage;

/**
 * Shows the one element of a kind whose value fits, and hides the others.
 *
 * @param {"stage" | "step" | "problem" | "keys"} kind
 * @param {string} value
 */
function show(kind, value) {
  for (const element of document.querySelectorAll(`[data-${kind}]`)) {
    if (element instanceof HTMLElement) element.hidden = element.dataset[kind] !== value;
  }
}

/**
 * One part of the page at a time, announced by its heading.
 *
 * @param {"making" | "done" | "back" | "problem"} stage
 */
function turnTo(stage) {
  show("stage", stage);
  const headings = document.querySelectorAll(`[data-stage="${stage}"] h1`);
  const heading = [...headings].find((element) => !element.closest("[hidden]"));
  if (stage !== "making" && heading instanceof HTMLElement) heading.focus();
}

/** @param {string} step */
function tell(step) {
  show("step", step);
  if (STEPS.includes(step)) meter.value = STEPS.indexOf(step);
}

async function fetchManifest() {
  // Without cookies: everybody gets the same bytes, and nobody is asked who they are.
  const response = await fetch(manifest, { credentials: "omit" });
  if (!response.ok) throw new TypeError("no manifest");
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {string[]} blinded */
async function send(blinded) {
  const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrfmiddlewaretoken")).value;
  const response = await fetch(form.action, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ blinded }),
  });
  const retryAfter = Number(response.headers.get("Retry-After")) || FALLBACK_RETRY_SECONDS;
  return { status: response.status, retryAfter, body: response.ok ? await response.json() : null };
}

/**
 * @param {number} seconds
 * @returns {Promise<void>}
 */
function wait(seconds) {
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof SealError || error instanceof RefusedError ? error.code : "unknown";
}

/** @param {string} digest */
function spellOut(digest) {
  const items = words(digest).map((word) => Object.assign(document.createElement("li"), { textContent: word }));
  document.querySelector("[data-words]")?.replaceChildren(...items);
}

async function run() {
  turnTo("making");
  try {
    const promised = promisedKeys(sessionStorage, sitting);
    const seat = await checkIn(sitting, promised, { store, fetchManifest, send, wait, tell });
    spellOut(seat.wallet.digest);
    show("keys", promised ? "compared" : "unknown");
    const door = /** @type {HTMLAnchorElement} */ (document.querySelector("a[data-enter]"));
    door.href = wayIn(store, sitting, room) ?? room;
    turnTo("done");
  } catch (error) {
    show("problem", codeOf(error));
    turnTo("problem");
  }
}

rememberKeys(sessionStorage, sitting, location.hash);
document.querySelector("a[data-enter]")?.addEventListener("click", () => handOver(store, sitting));
for (const button of document.querySelectorAll("button[data-again]")) button.addEventListener("click", run);
document.querySelector("button[data-anew]")?.addEventListener("click", () => {
  forgetSeat(store, sitting);
  run();
});
if (hasEntered(store, sitting)) turnTo("back");
else run();
