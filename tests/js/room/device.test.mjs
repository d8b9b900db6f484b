import assert from "node:assert/strict";
import { test } from "node:test";
import { admit, ballotsOf, forget, keepBallots, keyOf, lastRoom, walletOf } from "../../../src/peerhouse/web/static/js/room/device.js";
import { toFragment } from "../../../src/peerhouse/web/static/js/seal/wallet.js";

const SITTING = "11111111-1111-4111-8111-111111111111";
const wallet = (message = "AAAA", sitting = SITTING) => ({
  state: "sealed", sitting, digest: "AAAA", slots: [{ slot: "poll-01", message, signature: "AAAA" }],
});

/** Like localStorage: its keys are properties, its methods are not. */
function storage() {
  const store = {};
  const hidden = (value) => ({ value, enumerable: false });
  return Object.defineProperties(store, {
    getItem: hidden((key) => store[key] ?? null),
    setItem: hidden((key, value) => { store[key] = String(value); }),
    removeItem: hidden((key) => { delete store[key]; }),
  });
}

test("the key and the seals move from the address to the device", () => {
  const store = storage();
  assert.equal(admit(store, SITTING, `#${toFragment("room-key", wallet())}`), true);
  assert.equal(keyOf(store, SITTING), "room-key");
  assert.deepEqual(walletOf(store, SITTING), wallet());
  assert.equal(lastRoom(store), SITTING);
});

test("an address without a key admits nobody", () => {
  const store = storage();
  for (const fragment of ["", "#", "#agenda", "#wallet=x"]) assert.equal(admit(store, SITTING, fragment), false);
  assert.equal(Object.keys(store).length, 0);
});

test("a link with the key alone lets a device watch", () => {
  const store = storage();
  admit(store, SITTING, "#key=room-key");
  assert.equal(keyOf(store, SITTING), "room-key");
  assert.equal(walletOf(store, SITTING), null);
});

test("seals that are here are not replaced by a link", () => {
  const store = storage();
  admit(store, SITTING, toFragment("room-key", wallet("mine")));
  admit(store, SITTING, toFragment("room-key", wallet("another")));
  assert.equal(walletOf(store, SITTING).slots[0].message, "mine");
});

test("seals of another sitting are not taken", () => {
  const store = storage();
  admit(store, SITTING, toFragment("room-key", wallet("AAAA", "22222222-2222-4222-8222-222222222222")));
  assert.equal(walletOf(store, SITTING), null);
});

test("ballots are kept for their sitting, and damage is not fatal", () => {
  const store = storage();
  assert.deepEqual(ballotsOf(store, SITTING), []);
  keepBallots(store, SITTING, [{ poll: "a" }]);
  assert.deepEqual(ballotsOf(store, SITTING), [{ poll: "a" }]);
  store.setItem(`peerhouse.ballots.${SITTING}`, "{");
  assert.deepEqual(ballotsOf(store, SITTING), []);
});

test("forgetting leaves nothing of any sitting, and what is not ours alone", () => {
  const store = storage();
  admit(store, SITTING, toFragment("room-key", wallet()));
  keepBallots(store, SITTING, [{ poll: "a" }]);
  store.setItem("other", "stays");
  forget(store);
  assert.deepEqual(Object.keys(store), ["other"]);
});
