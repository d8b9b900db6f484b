import assert from "node:assert/strict";
import { test } from "node:test";
import { ballotFor, cast, due, expire, settle } from "../../../src/peerhouse/web/static/js/room/queue.js";

const ONE = { poll: "a", slot: "poll-01", number: 1, question: "Which?", label: "Step 1", option: 0, message: "m", signature: "s" };
const OPEN = { id: "a", slot: "poll-01", number: 1, question: "", hint: "", options: [], state: "open", at_least: 0 };
const SEALED = { ...OPEN, state: "sealed" };
const NOTHING = new Set();
const stateAfter = (...answers) =>
  ballotFor(answers.reduce((queue, [status, reason]) => settle(queue, "a", status, reason), cast([], ONE)), "a").state;

test("a second answer to the same poll does not replace the first", () => {
  const queue = cast(cast([], ONE), { ...ONE, option: 1 });
  assert.deepEqual(queue.map(({ option, state }) => [option, state]), [[0, "waiting"]]);
});

test("casting leaves the list it was given as it is", () => {
  const before = Object.freeze([]);
  assert.equal(cast(before, ONE).length, 1);
  assert.equal(before.length, 0);
});

test("a waiting ballot is due while its poll takes ballots, and no longer", () => {
  const queue = cast([], ONE);
  assert.equal(due(queue, OPEN, NOTHING)?.poll, "a");
  assert.equal(due(queue, { ...OPEN, state: "closing" }, NOTHING)?.poll, "a");
  for (const poll of [SEALED, null, { ...OPEN, id: "b" }]) assert.equal(due(queue, poll, NOTHING), undefined);
});

test("an accepted ballot is due again until it was acknowledged after the last break", () => {
  const queue = settle(cast([], ONE), "a", 200);
  assert.equal(due(queue, OPEN, new Set(["a"])), undefined);
  assert.equal(due(queue, OPEN, NOTHING)?.poll, "a");
});

test("a ballot that was refused is never due", () => {
  assert.equal(due(settle(cast([], ONE), "a", 403), OPEN, NOTHING), undefined);
});

test("each answer of the room has its state", () => {
  assert.equal(stateAfter([200]), "accepted");
  assert.equal(stateAfter([403, "bad seal"]), "refused");
  assert.equal(stateAfter([409, "seal used"]), "used");
  assert.equal(stateAfter([409, "not open"]), "late");
  assert.equal(stateAfter([503, "busy"]), "waiting");
  assert.equal(stateAfter([404, "no such room"]), "waiting");
  assert.equal(stateAfter([502]), "waiting");
  assert.equal(stateAfter([0]), "waiting");
});

test("a ballot whose answer was lost is not called late but uncertain", () => {
  assert.equal(stateAfter([0], [409, "not open"]), "unsure");
});

test("what was accepted stays accepted when it is sent again after the close", () => {
  assert.equal(stateAfter([200], [409, "not open"]), "accepted");
  assert.equal(stateAfter([200], [0]), "accepted");
});

test("an answer to one ballot leaves the others alone", () => {
  const queue = settle(cast(cast([], ONE), { ...ONE, poll: "b" }), "b", 200);
  assert.deepEqual(queue.map(({ state }) => state), ["waiting", "accepted"]);
});

test("nothing waits for a poll that is sealed or gone", () => {
  const queue = cast([], ONE);
  assert.equal(expire(queue, OPEN)[0].state, "waiting");
  assert.equal(expire(queue, SEALED)[0].state, "late");
  assert.equal(expire(settle(queue, "a", 0), null)[0].state, "unsure");
  assert.equal(expire(settle(queue, "a", 200), null)[0].state, "accepted");
});
