// @ts-check
/** From snapshots to what the middle of the room shows. Pure. */
import { ballotFor } from "./queue.js";

/** @typedef {import("./types.js").Snapshot} Snapshot */
/** @typedef {import("./types.js").Ballot} Ballot */

/**
 * A stream and a poll of the snapshot may overtake each other: an older picture never replaces a newer one, unless
 * the room has started anew.
 *
 * @param {Snapshot | null} current
 * @param {Snapshot} arrived
 * @returns {Snapshot}
 */
export function newest(current, arrived) {
  return current && arrived.epoch === current.epoch && arrived.version < current.version ? current : arrived;
}

/**
 * The name of the state to show: one of the templates `state-…`.
 *
 * @param {{ snapshot: Snapshot | null, problem: "no-key" | "no-room" | null, sealed: boolean,
 *   queue: readonly Ballot[] }} room `sealed`: this device holds the wallet
 * @returns {string}
 */
export function stateOf({ snapshot, problem, sealed, queue }) {
  if (problem) return problem;
  if (!snapshot) return "connecting";
  if (snapshot.poll) return pollState(snapshot.poll, sealed, queue);
  if (snapshot.releases.length) return "results";
  if (snapshot.sitting.state === "ended") return "ended";
  return sealed ? "seated" : "watching";
}

/**
 * @param {import("./types.js").Poll} poll
 * @param {boolean} sealed
 * @param {readonly Ballot[]} queue
 * @returns {string}
 */
function pollState(poll, sealed, queue) {
  const ballot = ballotFor(queue, poll.id);
  switch (ballot?.state) {
    case "waiting":
      return "sending";
    case "used":
    case "refused":
    case "late":
    case "unsure":
      return ballot.state;
    case "accepted":
      return poll.state === "open" ? "cast" : "sealing";
    default:
      if (poll.state !== "open") return "sealing";
      return sealed ? "poll" : "poll-watching";
  }
}

/**
 * Dots of the house that are filled: one for each two ballots that are certain, none that is not.
 *
 * @param {number} atLeast
 * @returns {number} 0 to 5
 */
export function dots(atLeast) {
  return Math.min(5, Math.floor(atLeast / 2));
}

/**
 * What to say aloud when the middle changes from one state to another, as the name of a phrase.
 *
 * @param {string} before
 * @param {string} after
 * @returns {string | null}
 */
export function announcement(before, after) {
  if (before === after) return null;
  switch (after) {
    case "poll":
    case "poll-watching":
      return "announce-poll";
    case "cast":
    case "sending":
    case "sealing":
    case "results":
    case "ended":
      return `announce-${after}`;
    default:
      return null;
  }
}
