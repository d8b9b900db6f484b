// @ts-check
/** The room's page: takes the key and the seals from the address, keeps them on the device, and follows the stream. */
import { words } from "../seal/manifest.js";
import * as clock from "./clock.js";
import { Connection } from "./connection.js";
import * as device from "./device.js";
import { copy, find, part, phrase, write } from "./dom.js";
import { Outbox } from "./outbox.js";
import { announcement, newest, stateOf } from "./snapshot.js";
import { build, fillMeter } from "./stage.js";

/** @typedef {import("./types.js").Snapshot} Snapshot */

const STATUS = { connected: "done", connecting: "due", reconnecting: "due", offline: "late" };
const sitting = location.pathname.split("/")[3] ?? "";

/** @type {Snapshot | null} */ let snapshot = null;
/** @type {"no-key" | "no-room" | null} */ let problem = null;
let clockOffset = 0;
let shownState = "";
let shownMiddle = "";

if (device.admit(localStorage, sitting, location.hash)) {
  // The key and the seals leave the address bar before anything else happens: nobody copies them with the link.
  history.replaceState(null, "", location.pathname);
}
const outbox = new Outbox(localStorage, sitting, show);

for (const link of document.querySelectorAll("a[data-language]")) {
  link.setAttribute("href", `/${link.getAttribute("data-language")}/room/${sitting}`);
}
for (const link of document.querySelectorAll("a[data-go]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(link.getAttribute("data-go") ?? "now");
  });
}
find("[data-act=forget]").addEventListener("click", () => {
  device.forget(localStorage);
  find("a[href^='/left/']").click();
});
addEventListener("storage", show); // another tab cast, or was given the seals
enter();
setInterval(showClock, 1000);

function enter() {
  const key = device.keyOf(localStorage, sitting);
  if (!key) problem = "no-key";
  show();
  if (!key) return;
  new Connection(sitting, key, {
    snapshot: receive,
    clock: (serverNow) => {
      clockOffset = clock.offset(serverNow, Date.now());
    },
    condition: (condition) => {
      const status = part("connection");
      const text = phrase(condition);
      if (status.textContent === text) return;
      status.textContent = text;
      // On a phone only what is wrong takes room from the title.
      status.className = `status ${STATUS[condition]} ${condition === "connected" ? "only-wide" : ""}`;
    },
    broken: () => outbox.doubt(),
    problem: (found) => {
      problem = found;
      show();
    },
  });
}

/** @param {Snapshot} arrived */
function receive(arrived) {
  const before = snapshot;
  snapshot = newest(snapshot, arrived);
  if (snapshot !== arrived) return;
  clockOffset = clock.offset(snapshot.now, Date.now());
  if (before && before.epoch !== snapshot.epoch) outbox.doubt();
  outbox.show(snapshot.poll);
  show();
}

function show() {
  const wallet = device.walletOf(localStorage, sitting);
  const ballots = outbox.ballots;
  const state = stateOf({ snapshot, problem, sealed: wallet !== null, queue: ballots });
  showMiddle(state, ballots);
  showSeal(wallet?.digest);
  if (snapshot) showFrame(snapshot);
  showClock();
}

/**
 * Built anew only when something other than the count changed: a choice that is not sent yet and the focus stay.
 *
 * @param {string} state
 * @param {import("./types.js").Ballot[]} ballots
 */
function showMiddle(state, ballots) {
  const poll = snapshot?.poll ?? null;
  const middle = JSON.stringify([
    state, poll && { ...poll, at_least: 0 }, snapshot?.releases, snapshot?.sitting.state, snapshot?.current.item,
  ]);
  const stage = part("stage");
  if (middle !== shownMiddle) {
    shownMiddle = middle;
    const hadFocus = stage.contains(document.activeElement);
    stage.replaceChildren(build(state, snapshot, ballots, cast));
    if (hadFocus) focusOn(stage);
  }
  if (poll) fillMeter(stage, poll.at_least);
  const said = announcement(shownState, state);
  if (said) part("announcement").textContent = phrase(said);
  if (said === "announce-poll") go("now");
  shownState = state;
}

/** @param {HTMLElement} stage */
function focusOn(stage) {
  const target = /** @type {HTMLElement | null} */ (stage.querySelector("h1, h2, p"));
  target?.setAttribute("tabindex", "-1");
  target?.focus({ preventScroll: true });
}

/** @param {number} option */
function cast(option) {
  const poll = snapshot?.poll;
  const seal = device.walletOf(localStorage, sitting)?.slots.find(({ slot: name }) => name === poll?.slot);
  if (!poll || !seal) return;
  outbox.cast({
    poll: poll.id,
    slot: poll.slot,
    number: poll.number,
    question: poll.question,
    label: poll.options[option]?.label ?? "",
    option,
    message: seal.message,
    signature: seal.signature,
  });
}

/** @param {string | undefined} digest of the manifest that this device's seals were made with */
function showSeal(digest) {
  part("device").hidden = digest === undefined;
  const list = part("words");
  part("fingerprint").hidden = digest === undefined;
  if (digest === undefined || list.childElementCount) return;
  list.append(...words(digest).map((word) => {
    const item = copy("piece-word");
    find("li", item).textContent = word;
    return item;
  }));
}

/** @param {Snapshot} shown */
function showFrame({ sitting: about, agenda, current }) {
  part("title").textContent = about.title;
  part("title").lang = about.language;
  part("subtitle").textContent = phrase("subtitle", { n: about.number, letter: about.letter });
  document.title = `${about.title} – Peerhouse`;
  const now = agenda.findIndex((item) => item.id === current.item);
  part("agenda").replaceChildren(...agenda.map((item, index) => {
    const row = copy("piece-item");
    write(row, "minutes", phrase("minutes", { n: item.minutes }));
    write(row, "title", item.title);
    find("bdi", row).lang = about.language;
    const line = find("li", row);
    if (index === now) line.setAttribute("aria-current", "step");
    else if (index < now) line.classList.add("done");
    return row;
  }));
}

function showClock() {
  const left = snapshot && clock.remaining(snapshot.current.ends_at, Date.now() + clockOffset);
  part("clock").hidden = !left;
  if (!left) return;
  part("clock-value").textContent = phrase("minutes", { n: left.minutes });
  part("clock-label").textContent = phrase(left.over ? "over" : "left");
}

/**
 * On a phone one place at a time; on a laptop all of them stand side by side.
 *
 * @param {string} place
 */
function go(place) {
  for (const section of document.querySelectorAll("[data-place]")) {
    section.classList.toggle("only-wide", section.getAttribute("data-place") !== place);
  }
  for (const link of document.querySelectorAll("a[data-go]")) {
    if (link.getAttribute("data-go") === place) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
