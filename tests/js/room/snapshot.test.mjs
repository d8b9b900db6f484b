import assert from "node:assert/strict";
import { test } from "node:test";
import { announcement, dots, newest, stateOf } from "../../../src/peerhouse/web/static/js/room/snapshot.js";

const POLL = { id: "a", slot: "poll-01", number: 1, question: "", hint: "", options: [], state: "open", at_least: 0 };
const SNAPSHOT = {
  version: 1, epoch: "e", now: 0, sitting: { state: "open" }, agenda: [], current: { item: null, ends_at: null },
  poll: null, releases: [], seals_issued_about: 0,
};
const room = (changes = {}, { sealed = true, ballot = "" } = {}) =>
  stateOf({ snapshot: { ...SNAPSHOT, ...changes }, problem: null, sealed, queue: ballot ? [{ poll: "a", state: ballot }] : [] });

test("an older picture never replaces a newer one of the same room", () => {
  const newer = { ...SNAPSHOT, version: 5 };
  assert.equal(newest(newer, SNAPSHOT), newer);
  assert.equal(newest(SNAPSHOT, newer), newer);
  assert.equal(newest(null, SNAPSHOT), SNAPSHOT);
});

test("a room that started anew is believed, whatever its version", () => {
  const anew = { ...SNAPSHOT, epoch: "f" };
  assert.equal(newest({ ...SNAPSHOT, version: 5 }, anew), anew);
});

test("a problem and a missing picture come before everything", () => {
  assert.equal(stateOf({ snapshot: SNAPSHOT, problem: "no-key", sealed: true, queue: [] }), "no-key");
  assert.equal(stateOf({ snapshot: null, problem: null, sealed: true, queue: [] }), "connecting");
});

test("without a poll the middle says where one sits", () => {
  assert.equal(room(), "seated");
  assert.equal(room({}, { sealed: false }), "watching");
  assert.equal(room({ sitting: { state: "ended" } }), "ended");
  assert.equal(room({ sitting: { state: "ended" }, releases: [{}] }), "results");
  assert.equal(room({ releases: [{}] }), "results");
});

test("an open poll is a form for those with a seal", () => {
  assert.equal(room({ poll: POLL }), "poll");
  assert.equal(room({ poll: POLL }, { sealed: false }), "poll-watching");
});

test("the form gives way to what became of the ballot", () => {
  const states = { waiting: "sending", accepted: "cast", used: "used", refused: "refused", late: "late", unsure: "unsure" };
  for (const [ballot, state] of Object.entries(states)) assert.equal(room({ poll: POLL }, { ballot }), state);
});

test("a poll that closes takes no new answer and shows no result", () => {
  for (const state of ["closing", "sealed"]) {
    assert.equal(room({ poll: { ...POLL, state } }), "sealing");
    assert.equal(room({ poll: { ...POLL, state } }, { ballot: "accepted" }), "sealing");
  }
});

test("a ballot of another poll changes nothing", () => {
  const queue = [{ poll: "b", state: "accepted" }];
  assert.equal(stateOf({ snapshot: { ...SNAPSHOT, poll: POLL }, problem: null, sealed: true, queue }), "poll");
});

test("the house shows no more ballots than are certain, and closes at ten", () => {
  assert.deepEqual([0, 5, 10, 15].map(dots), [0, 2, 5, 5]);
});

test("only what is new is announced", () => {
  assert.equal(announcement("seated", "poll"), "announce-poll");
  assert.equal(announcement("watching", "poll-watching"), "announce-poll");
  assert.equal(announcement("poll", "poll"), null);
  assert.equal(announcement("poll", "refused"), null);
  for (const state of ["cast", "sending", "sealing", "results", "ended"]) {
    assert.equal(announcement("poll", state), `announce-${state}`);
  }
});
