// @ts-check
/** Sends the ballots of this device until the room has them, and again whenever it may have lost them. */
import { delay } from "./backoff.js";
import { ballotsOf, keepBallots } from "./device.js";
import { cast, due, expire, settle } from "./queue.js";

/** @typedef {import("./types.js").Ballot} Ballot */
/** @typedef {import("./types.js").Poll} Poll */

const PATIENCE = 10_000;

export class Outbox {
  /** @type {Poll | null} */ #poll = null;
  /** @type {Set<string>} */ #proved = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #retry;
  #failures = 0;
  #sending = false;

  /**
   * @param {Storage} store
   * @param {string} sitting
   * @param {() => void} changed
   */
  constructor(store, sitting, changed) {
    this.store = store;
    this.sitting = sitting;
    this.changed = changed;
  }

  /** Read anew each time: another tab may have written. */
  get ballots() {
    return ballotsOf(this.store, this.sitting);
  }

  /** @param {Omit<Ballot, "state" | "doubt">} ballot */
  cast(ballot) {
    this.#keep(cast(this.ballots, ballot)); // on this device first, then on its way
    this.send();
  }

  /** @param {Poll | null} poll */
  show(poll) {
    this.#poll = poll;
    if (!this.#sending) this.#keep(expire(this.ballots, poll));
    this.send();
  }

  /** The connection broke or the room started anew: what was acknowledged before is sent once more. */
  doubt() {
    this.#proved.clear();
    this.#failures = 0;
    this.send();
  }

  async send() {
    clearTimeout(this.#retry);
    const ballot = due(this.ballots, this.#poll, this.#proved);
    if (!ballot || this.#sending) return;
    this.#sending = true;
    const { status, reason } = await post(this.sitting, ballot);
    this.#sending = false;
    this.#keep(settle(this.ballots, ballot.poll, status, reason));
    if (status > 0 && status < 500) {
      this.#failures = 0;
      this.#proved.add(ballot.poll);
      return;
    }
    this.#failures += 1;
    this.#retry = setTimeout(() => this.send(), delay(this.#failures));
  }

  /** @param {Ballot[]} ballots */
  #keep(ballots) {
    if (JSON.stringify(ballots) === JSON.stringify(this.ballots)) return;
    keepBallots(this.store, this.sitting, ballots);
    this.changed();
  }
}

/**
 * Four values and nothing else: no cookie, no referrer.
 *
 * @param {string} sitting
 * @param {Ballot} ballot
 * @returns {Promise<{ status: number, reason: string }>} status 0 if no answer came
 */
async function post(sitting, { slot, message, signature, option }) {
  try {
    const response = await fetch(`/room/${sitting}/ballots`, {
      method: "POST",
      body: JSON.stringify({ slot, message, signature, option }),
      cache: "no-store",
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { reason = "" } = await response.json();
    return { status: response.status, reason };
  } catch {
    return { status: 0, reason: "" };
  }
}
