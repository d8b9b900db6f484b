// @ts-check
/** The middle of the room: builds a state from its template and a snapshot. */
import { toBase64Url, fromBase64Url } from "../seal/bytes.js";
import { copy, find, phrase, slot, write } from "./dom.js";
import { ballotFor } from "./queue.js";
import { dots } from "./snapshot.js";

/** @typedef {import("./types.js").Snapshot} Snapshot */
/** @typedef {import("./types.js").Ballot} Ballot */
/** @typedef {import("./types.js").Poll} Poll */
/** @typedef {import("./types.js").Release} Release */

/**
 * @param {string} state
 * @param {Snapshot | null} snapshot
 * @param {readonly Ballot[]} ballots
 * @param {(option: number) => void} cast
 * @returns {DocumentFragment}
 */
export function build(state, snapshot, ballots, cast) {
  const stage = copy(`state-${state}`);
  if (!snapshot) return stage;
  const { agenda, current, poll, releases, sitting } = snapshot;
  write(stage, "item", agenda.find((item) => item.id === current.item)?.title ?? "");
  if (poll) fillPoll(stage, poll, ballotFor(ballots, poll.id), cast);
  slot(stage, "ended")?.toggleAttribute("hidden", sitting.state !== "ended");
  slot(stage, "releases")?.append(...[...releases].reverse().map((each) => release(each, ballotFor(ballots, each.poll))));
  // What people of the sitting wrote is in its language, whatever the reader's is.
  for (const text of stage.querySelectorAll("bdi")) text.lang = sitting.language;
  return stage;
}

/**
 * The only part that changes while a poll is open.
 *
 * @param {ParentNode} stage
 * @param {number} atLeast
 */
export function fillMeter(stage, atLeast) {
  const place = slot(stage, "meter");
  if (!place) return;
  if (!place.firstElementChild) place.append(copy("piece-meter"));
  write(place, "count", atLeast ? phrase("at-least", { n: atLeast }) : phrase("fewer"));
  write(place, "rule", phrase(atLeast < 10 ? "rule-few" : "rule-many"));
  const filled = dots(atLeast);
  place.querySelectorAll("circle").forEach((dot, index) => dot.classList.toggle("in", index < filled));
  find(".house", place).classList.toggle("closed", filled === 5);
}

/**
 * @param {DocumentFragment} stage
 * @param {Poll} poll
 * @param {Ballot | undefined} ballot
 * @param {(option: number) => void} cast
 */
function fillPoll(stage, poll, ballot, cast) {
  write(stage, "number", phrase("question", { n: poll.number }));
  write(stage, "question", poll.question);
  write(stage, "hint", poll.hint);
  write(stage, "answer", ballot ? phrase("your-answer", { answer: ballot.label }) : "");
  fillMeter(stage, poll.at_least);
  const form = /** @type {HTMLFormElement | null} */ (slot(stage, "form"));
  if (form) fillForm(form, poll, cast);
  slot(stage, "plain-options")?.append(...poll.options.map((option) => {
    const row = copy("piece-plain-option");
    find("bdi", row).textContent = option.label;
    return row;
  }));
  if (ballot) fillRecord(slot(stage, "record"), poll, ballot);
}

/**
 * @param {HTMLFormElement} form
 * @param {Poll} poll
 * @param {(option: number) => void} cast
 */
function fillForm(form, poll, cast) {
  slot(form, "options")?.append(...poll.options.map((option, index) => {
    const choice = copy("piece-option");
    write(choice, "label", option.label);
    write(choice, "hint", option.hint ?? "");
    find("input", choice).setAttribute("value", String(index));
    return choice;
  }));
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new FormData(form).get("option");
    if (chosen !== null) return cast(Number(chosen));
    markMissing(form, true);
    form.querySelector("input")?.focus();
  });
  form.addEventListener("change", () => markMissing(form, false));
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} missing
 */
function markMissing(form, missing) {
  slot(form, "error")?.toggleAttribute("hidden", !missing);
  for (const input of form.querySelectorAll("input")) {
    if (missing) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "choose-first");
    } else {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
  }
}

/**
 * @param {HTMLElement | null} place
 * @param {Poll} poll
 * @param {Ballot} ballot
 */
async function fillRecord(place, poll, ballot) {
  if (!place) return;
  const record = copy("piece-record");
  breakable(slot(record, "poll"), poll.id);
  write(record, "option", `${ballot.option + 1}: ${ballot.label}`);
  // The number under which the room counts the seal: SHA-256 of what the seal signs.
  const digest = await crypto.subtle.digest("SHA-256", fromBase64Url(ballot.message));
  breakable(slot(record, "nullifier"), toBase64Url(new Uint8Array(digest)));
  place.replaceChildren(record);
}

/**
 * A long number that a phone may break every eight characters, and that is copied without the breaks.
 *
 * @param {HTMLElement | null} place
 * @param {string} number
 */
function breakable(place, number) {
  for (const piece of number.match(/.{1,8}/g) ?? []) place?.append(piece, document.createElement("wbr"));
}

/**
 * @param {Release} published
 * @param {Ballot | undefined} ballot
 * @returns {DocumentFragment}
 */
function release({ number, question, chart }, ballot) {
  const piece = copy(chart.withheld ? "piece-withheld" : "piece-release");
  write(piece, "number", phrase("question", { n: number }));
  write(piece, "question", question);
  write(piece, "count", chart.at_least === null ? "" : phrase("counted", { n: chart.at_least }));
  write(piece, "seals", phrase("seals", { handed: amount(chart.seals.at_least || "few"), anew: amount(chart.seals.anew) }));
  if (chart.withheld) write(piece, "reason", phrase(chart.withheld));
  chart.rows.forEach((row, index) => {
    const mine = ballot?.option === index && ballot.state === "accepted";
    slot(piece, "rows")?.append(bar(row, mine));
    slot(piece, "table")?.append(tableRow(row));
    if (mine) slot(piece, "remembered")?.removeAttribute("hidden");
  });
  return piece;
}

/**
 * @param {"none" | "few" | number} seals
 * @returns {string}
 */
function amount(seals) {
  return typeof seals === "number" ? phrase("amount-many", { n: seals }) : phrase(`amount-${seals}`);
}

/**
 * @param {import("./types.js").Row} row
 * @param {boolean} mine
 * @returns {DocumentFragment}
 */
function bar({ label, count, width }, mine) {
  const piece = copy("piece-row");
  write(piece, "label", label);
  write(piece, "value", phrase("ballots", { n: count }));
  slot(piece, "mine")?.toggleAttribute("hidden", !mine);
  find("rect", piece).setAttribute("width", `${width}%`);
  return piece;
}

/**
 * @param {import("./types.js").Row} row
 * @returns {DocumentFragment}
 */
function tableRow({ label, count, share }) {
  const piece = copy("piece-table-row");
  write(piece, "label", label);
  write(piece, "count", String(count));
  write(piece, "share", phrase("share", { n: share }));
  return piece;
}
