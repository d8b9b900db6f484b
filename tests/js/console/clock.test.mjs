import assert from "node:assert/strict";
import { test } from "node:test";

import { spell, timeIn } from "../../../src/peerhouse/web/static/js/console/clock.js";

test("time left is spelled as on a kitchen timer, on either side of the end", () => {
  assert.deepEqual([0, 999, 59_400, 60_000, 348_000, 5_400_000, -61_000].map(spell), [
    "0:00",
    "0:01",
    "0:59",
    "1:00",
    "5:48",
    "90:00",
    "1:01",
  ]);
});

test("the time of day is that of the zone", () => {
  const moment = Date.UTC(2023, 10, 8, 9, 5);
  assert.equal(timeIn(moment, "Europe/Zurich"), "10:05");
  assert.equal(timeIn(moment, "Africa/Nairobi"), "12:05");
});
