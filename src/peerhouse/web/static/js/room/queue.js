// @ts-check
/**
 * The ballots of this device for one sitting: kept until their polls are sealed, and sent again whenever the room may
 * have lost them. Pure: every function returns a new list.
 */

/** @typedef {import("./types.js").Ballot} Ballot */
/** @typedef {import("./types.js").Poll} Poll */

/**
 * A seal is spent once: a second ballot for the same poll changes nothing.
 *
 * @param {readonly Ballot[]} queue
 * @param {Omit<Ballot, "state" | "doubt">} ballot
 * @returns {Ballot[]}
 */
export function cast(queue, ballot) {
  if (ballotFor(queue, ballot.poll)) return [...queue];
  return [...queue, { ...ballot, state: "waiting", doubt: false }];
}

/**
 * @param {readonly Ballot[]} queue
 * @param {string} poll
 * @returns {Ballot | undefined}
 */
export function ballotFor(queue, poll) {
  return queue.find((ballot) => ballot.poll === poll);
}

/**
 * The ballot to send now: one that waits, or one that was accepted before the room lost its memory.
 *
 * @param {readonly Ballot[]} queue
 * @param {Poll | null} poll the poll on the screen
 * @param {ReadonlySet<string>} proved polls whose ballot was acknowledged since the last break
 * @returns {Ballot | undefined}
 */
export function due(queue, poll, proved) {
  if (!poll || poll.state === "sealed") return undefined;
  const ballot = ballotFor(queue, poll.id);
  if (ballot?.state === "waiting") return ballot;
  return ballot?.state === "accepted" && !proved.has(poll.id) ? ballot : undefined;
}

/**
 * Takes the room's answer to one ballot.
 *
 * @param {readonly Ballot[]} queue
 * @param {string} poll
 * @param {number} status of HTTP; 0 if no answer came
 * @param {string} [reason] the word in the answer
 * @returns {Ballot[]}
 */
export function settle(queue, poll, status, reason = "") {
  return queue.map((ballot) => {
    if (ballot.poll !== poll) return ballot;
    if (status === 200) return { ...ballot, state: "accepted" };
    // What was accepted once stays accepted, whatever is said when it is sent again after the close.
    if (ballot.state !== "waiting") return ballot;
    if (status === 0) return { ...ballot, doubt: true };
    if (status === 409) return reason === "seal used" ? { ...ballot, state: "used" } : closed(ballot);
    return status === 503 || status === 404 || status >= 500 ? ballot : { ...ballot, state: "refused" };
  });
}

/**
 * Nothing waits for a poll that has been sealed.
 *
 * @param {readonly Ballot[]} queue
 * @param {Poll | null} poll the poll on the screen
 * @returns {Ballot[]}
 */
export function expire(queue, poll) {
  const open = poll && poll.state !== "sealed" ? poll.id : null;
  return queue.map((ballot) => (ballot.state === "waiting" && ballot.poll !== open ? closed(ballot) : ballot));
}

/**
 * @param {Ballot} ballot
 * @returns {Ballot}
 */
function closed(ballot) {
  return { ...ballot, state: ballot.doubt ? "unsure" : "late" };
}
