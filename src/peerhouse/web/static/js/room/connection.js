// @ts-check
/**
 * The way to the room: a stream of snapshots; where a proxy holds the stream back, the snapshot by question and answer.
 * Comes back by itself after a break, at a moment of its own.
 */
import { delay } from "./backoff.js";

/** @typedef {import("./types.js").Snapshot} Snapshot */
/** @typedef {"connected" | "connecting" | "reconnecting" | "offline"} Condition */
/**
 * @typedef {object} Listener
 * @property {(snapshot: Snapshot) => void} snapshot
 * @property {(serverNow: number) => void} clock
 * @property {(condition: Condition) => void} condition
 * @property {() => void} broken the room may have lost what was sent before
 * @property {(problem: "no-key" | "no-room") => void} problem for good
 */

const SILENCE = 6_000; // without a first event for so long, the stream is held back somewhere
const DEAD = 40_000; // the room sends a clock every 15 seconds
const ASK_EVERY = 2_500;

export class Connection {
  /** @type {EventSource | null} */ #stream = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #watchdog;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #asking;
  #failures = 0;
  #tag = "";
  #stopped = false;

  /**
   * @param {string} sitting
   * @param {string} key
   * @param {Listener} listener
   */
  constructor(sitting, key, listener) {
    this.base = `/room/${sitting}`;
    this.query = `?key=${encodeURIComponent(key)}`;
    this.listener = listener;
    addEventListener("online", () => this.#open());
    addEventListener("offline", () => this.listener.condition("offline"));
    document.addEventListener("visibilitychange", () => {
      // A laptop that slept finds its stream dead, and nobody told it.
      if (document.visibilityState === "visible" && this.#stream?.readyState !== EventSource.OPEN) this.#open();
    });
    this.listener.condition("connecting");
    this.#open();
  }

  #open() {
    if (this.#stopped) return;
    clearTimeout(this.#retry);
    this.#stream?.close();
    const stream = new EventSource(`${this.base}/stream${this.query}`);
    this.#stream = stream;
    this.#expect(SILENCE, () => this.#ask());
    stream.addEventListener("snapshot", (event) => {
      if (this.#failures) this.listener.broken();
      this.#alive();
      this.listener.snapshot(JSON.parse(event.data));
    });
    stream.addEventListener("clock", (event) => {
      this.#alive();
      this.listener.clock(Number(event.data));
    });
    stream.addEventListener("error", () => this.#failed());
  }

  #alive() {
    this.#failures = 0;
    clearTimeout(this.#asking);
    this.listener.condition("connected");
    this.#expect(DEAD, () => this.#failed());
  }

  #failed() {
    this.#stream?.close();
    clearTimeout(this.#watchdog);
    this.#failures += 1;
    this.listener.condition(navigator.onLine ? "reconnecting" : "offline");
    this.#retry = setTimeout(() => this.#open(), delay(this.#failures));
    // A stream that is refused does not say why; the snapshot does.
    this.#fetch();
  }

  /** Question and answer, until the stream speaks. */
  async #ask() {
    await this.#fetch();
    if (!this.#stopped) this.#asking = setTimeout(() => this.#ask(), ASK_EVERY + delay(1));
  }

  async #fetch() {
    try {
      const response = await fetch(`${this.base}/snapshot${this.query}`, {
        cache: "no-store",
        credentials: "omit",
        headers: this.#tag ? { "If-None-Match": this.#tag } : {},
        signal: AbortSignal.timeout(SILENCE),
      });
      if (response.status === 403) return this.#stop("no-key");
      if (response.status === 404) return this.#stop("no-room");
      if (response.ok) {
        this.#tag = response.headers.get("ETag") ?? "";
        this.listener.snapshot(await response.json());
      }
      if (response.ok || response.status === 304) this.listener.condition("connected");
    } catch {
      this.listener.condition(navigator.onLine ? "reconnecting" : "offline");
    }
  }

  /** @param {"no-key" | "no-room"} problem */
  #stop(problem) {
    this.#stopped = true;
    this.#stream?.close();
    for (const timer of [this.#retry, this.#watchdog, this.#asking]) clearTimeout(timer);
    this.listener.problem(problem);
  }

  /**
   * @param {number} span
   * @param {() => void} otherwise
   */
  #expect(span, otherwise) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(otherwise, span);
  }
}
