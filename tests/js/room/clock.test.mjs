import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST, LONGEST, delay } from "../../../src/peerhouse/web/static/js/room/backoff.js";
import { offset, remaining } from "../../../src/peerhouse/web/static/js/room/clock.js";

test("a device whose clock is an hour wrong shows the room's minutes", () => {
  const server = 1_700_000_000_000;
  const device = server - 3_600_000;
  assert.deepEqual(remaining(server + 120_000, device + offset(server, device)), { minutes: 2, over: false });
});

test("the last minute counts as one, then the minutes over are counted", () => {
  assert.deepEqual(remaining(1000, 0), { minutes: 1, over: false });
  assert.deepEqual(remaining(60_001, 0), { minutes: 2, over: false });
  assert.deepEqual(remaining(0, 0), { minutes: 0, over: true });
  assert.deepEqual(remaining(0, 61_000), { minutes: 1, over: true });
});

test("no end, no clock", () => assert.equal(remaining(null, 0), null));

test("the wait doubles with each failure up to its longest, and never goes below half of it", () => {
  assert.deepEqual([1, 2, 3].map((failures) => delay(failures, () => 1)), [FIRST, 2 * FIRST, 4 * FIRST]);
  assert.equal(delay(50, () => 1), LONGEST);
  assert.equal(delay(1, () => 0), FIRST / 2);
});

test("two browsers do not come back at the same moment", () => {
  assert.ok(new Set(Array.from({ length: 20 }, () => delay(5))).size > 10);
});
