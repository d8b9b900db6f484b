import assert from "node:assert/strict";
import { before, test } from "node:test";

import { RSABSSA } from "@cloudflare/blindrsa-ts";

import { RefusedError, checkIn } from "../../../src/peerhouse/web/static/js/door/checkin.js";
import { promisedKeys, rememberKeys } from "../../../src/peerhouse/web/static/js/door/keys.js";
import {
  forgetSeat,
  handOver,
  hasEntered,
  keepRoomKey,
  seatOf,
  wayIn,
} from "../../../src/peerhouse/web/static/js/door/room.js";
import { watch } from "../../../src/peerhouse/web/static/js/door/wait.js";
import { fromBase64Url, toBase64Url } from "../../../src/peerhouse/web/static/js/seal/bytes.js";
import { SealError } from "../../../src/peerhouse/web/static/js/seal/errors.js";
import { manifestDigest } from "../../../src/peerhouse/web/static/js/seal/manifest.js";
import { fromFragment, readWallet } from "../../../src/peerhouse/web/static/js/seal/wallet.js";
import { SITTING, issuerKey, manifestOf, storage, toHex } from "../seal/support.mjs";

const suite = RSABSSA.SHA384.PSS.Deterministic();
let issuers;
let bytes;
let digest;

before(async () => {
  issuers = [await issuerKey(), await issuerKey()];
  bytes = manifestOf(issuers.map(({ n }, index) => [`poll-0${index + 1}`, n]));
  digest = await manifestDigest(bytes);
});

async function sign(blinded) {
  const signatures = await Promise.all(
    blinded.map((value, index) => suite.blindSign(issuers[index].privateKey, fromBase64Url(value)).then(toBase64Url)),
  );
  return { status: 200, retryAfter: 5, body: { signatures, room: "ignored", room_key: "the-key" } };
}

/** A door that gives each of the answers once, then signs; what happened is in `sent`, `waited` and `steps`. */
function door(...answers) {
  const seen = { store: storage(), sent: [], waited: [], steps: [] };
  return {
    ...seen,
    fetchManifest: async () => bytes,
    send: async (blinded) => {
      seen.sent.push(blinded);
      assert.equal(readWallet(seen.store, SITTING).state, "blinded", "the wallet is stored before anything is sent");
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer ? { retryAfter: 5, body: null, ...answer } : sign(blinded);
    },
    wait: async (seconds) => void seen.waited.push(seconds),
    tell: (step) => void seen.steps.push(step),
  };
}

test("checks in and holds a seal for each slot", async () => {
  const ways = door();
  const seat = await checkIn(SITTING, digest, ways);
  assert.deepEqual([seat.key, seat.wallet.state, seat.wallet.slots.length], ["the-key", "sealed", 2]);
  assert.deepEqual(ways.steps, ["keys", "blinding", "signing", "sealing", "done"]);
});

test("asks nobody when this browser has a seat", async () => {
  const ways = door();
  const seat = await checkIn(SITTING, digest, ways);
  assert.deepEqual(await checkIn(SITTING, null, ways), seat);
  assert.equal(ways.sent.length, 1);
});

test("refuses a seat made with other keys than the link promises", async () => {
  const ways = door();
  await checkIn(SITTING, digest, ways);
  await assert.rejects(checkIn(SITTING, "another", ways), new SealError("other-keys"));
});

test("refuses keys that the link did not promise, and sends nothing", async () => {
  const ways = door();
  await assert.rejects(checkIn(SITTING, "another", ways), new SealError("wrong-keys"));
  assert.deepEqual([ways.sent, ways.store.written], [[], []]);
});

test("goes on without a promise", async () => {
  assert.equal((await checkIn(SITTING, null, door())).wallet.digest, digest);
});

test("refuses the keys of another sitting", async () => {
  const other = manifestOf([["poll-01", issuers[0].n]], { sitting: "another" });
  const ways = { ...door(), fetchManifest: async () => other };
  await assert.rejects(checkIn(SITTING, null, ways), new SealError("malformed"));
});

test("sends the same batch again after a lost answer, a broken server and a poll", async () => {
  const ways = door(new TypeError("lost"), { status: 502 }, { status: 423, retryAfter: 7 });
  await checkIn(SITTING, digest, ways);
  assert.equal(ways.sent.length, 4);
  for (const batch of ways.sent) assert.deepEqual(batch, ways.sent[0]);
  assert.deepEqual(ways.waited, [1, 2, 7]);
  assert.ok(ways.steps.includes("waiting"));
});

test("goes on asking, no faster than every eight seconds", async () => {
  const ways = door(...Array.from({ length: 6 }, () => new TypeError("lost")));
  await checkIn(SITTING, digest, ways);
  assert.deepEqual(ways.waited, [1, 2, 4, 8, 8, 8]);
});

test("picks up the batch of an earlier visit", async () => {
  const ways = door({ status: 409 });
  await assert.rejects(checkIn(SITTING, digest, ways), new RefusedError("other-device"));
  await checkIn(SITTING, digest, ways);
  assert.deepEqual(ways.sent[0], ways.sent[1]);
});

for (const [status, code] of [[409, "other-device"], [410, "closed"], [403, "refused"], [400, "refused"]]) {
  test(`says ${code} for ${status}`, async () => {
    const ways = door({ status });
    await assert.rejects(checkIn(SITTING, digest, ways), new RefusedError(code));
    assert.equal(ways.sent.length, 1);
  });
}

test("leaves an error of the browser's own alone", async () => {
  const ways = door(new RangeError("no room in the store"));
  await assert.rejects(checkIn(SITTING, digest, ways), RangeError);
});

test("refuses an answer that is not signed by these keys, and can try again", async () => {
  const nonsense = { signatures: ["AAAA", "AAAA"], room_key: "the-key" };
  const ways = door({ status: 200, body: nonsense });
  await assert.rejects(checkIn(SITTING, digest, ways), new SealError("bad-answer"));
  assert.equal(seatOf(ways.store, SITTING), null);
  assert.ok(await checkIn(SITTING, digest, ways));
});

test("a wallet whose room key is lost is not taken for a seat", async () => {
  const ways = door();
  await checkIn(SITTING, digest, ways);
  ways.store.removeItem(`peerhouse.room.${SITTING}`);
  await assert.rejects(checkIn(SITTING, digest, ways), new SealError("malformed"));
});

test("the way in carries the seals, until the room has them", async () => {
  const { store } = await (async () => {
    const ways = door();
    assert.equal(wayIn(ways.store, SITTING, "https://room.example/x"), null);
    await checkIn(SITTING, digest, ways);
    return ways;
  })();
  const [address, fragment] = wayIn(store, SITTING, "https://room.example/x").split("#");
  assert.equal(address, "https://room.example/x");
  assert.equal(fromFragment(fragment).key, "the-key");
  assert.equal(hasEntered(store, SITTING), false);

  handOver(store, SITTING);
  assert.equal(wayIn(store, SITTING, "https://room.example/x"), "https://room.example/x");
  assert.equal(hasEntered(store, SITTING), true);
  assert.ok(![...store.held.values()].some((value) => value.includes("signature")), "the site keeps no seal");

  forgetSeat(store, SITTING);
  assert.equal(store.held.size, 0);
});

test("a key alone is no seat", () => {
  const store = storage();
  keepRoomKey(store, SITTING, "the-key");
  assert.equal(seatOf(store, SITTING), null);
});

test("the promised keys outlive the addresses that lack them", () => {
  const store = storage();
  const hex = toHex(fromBase64Url(digest));
  assert.equal(promisedKeys(store, SITTING), null);
  rememberKeys(store, SITTING, "#keys=nonsense");
  assert.equal(promisedKeys(store, SITTING), null);
  rememberKeys(store, SITTING, `#keys=${hex}`);
  rememberKeys(store, SITTING, "");
  assert.equal(promisedKeys(store, SITTING), digest);
});

test("waits until the door has another state, whatever the network does", async () => {
  const answers = ["waiting", new TypeError("lost"), "open"];
  const waited = [];
  const ask = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  assert.equal(await watch("waiting", 5, { ask, wait: async (seconds) => waited.push(seconds) }), "open");
  assert.deepEqual(waited, [5, 5, 5]);
});
