import assert from "node:assert/strict";
import { before, test } from "node:test";

import { RSABSSA } from "@cloudflare/blindrsa-ts";

import { verify } from "../../../src/peerhouse/web/static/js/seal/blindrsa.js";
import { fromBase64Url, toBase64Url } from "../../../src/peerhouse/web/static/js/seal/bytes.js";
import { manifestDigest, readManifest } from "../../../src/peerhouse/web/static/js/seal/manifest.js";
import {
  forgetWallet,
  fromFragment,
  keepWallet,
  messageFor,
  prepareWallet,
  readWallet,
  requestOf,
  sealWallet,
  toFragment,
} from "../../../src/peerhouse/web/static/js/seal/wallet.js";
import { SITTING, issuerKey, manifestOf, storage } from "./support.mjs";

const KEY = `peerhouse.wallet.${SITTING}`;
const suite = RSABSSA.SHA384.PSS.Deterministic();

let issuers;
let manifest;

before(async () => {
  issuers = [await issuerKey(), await issuerKey()];
  manifest = await manifestFor(issuers);
});

async function manifestFor(keys) {
  const bytes = manifestOf(keys.map(({ n }, index) => [`poll-0${index + 1}`, n]));
  return readManifest(bytes, await manifestDigest(bytes));
}

async function answersTo(wallet) {
  const signed = requestOf(wallet).map((request, index) =>
    suite.blindSign(issuers[index].privateKey, fromBase64Url(request)),
  );
  return (await Promise.all(signed)).map(toBase64Url);
}

test("the wallet is stored before there is anything to send", async () => {
  const store = storage();
  const wallet = await prepareWallet(store, manifest);
  assert.equal(store.written.length, 1);
  assert.deepEqual(JSON.parse(store.held.get(KEY)), wallet);
  assert.equal(wallet.state, "blinded");
  assert.equal(requestOf(wallet).length, 2);
});

test("a lost answer costs nothing: the same batch is sent again, after a reload too", async () => {
  const store = storage();
  const first = requestOf(await prepareWallet(store, manifest));
  const again = requestOf(await prepareWallet(store, await manifestFor(issuers)));
  assert.deepEqual(again, first);
  assert.equal(store.written.length, 1);
});

test("two tabs at once send one batch", async () => {
  const store = storage();
  const [one, two] = await Promise.all([prepareWallet(store, manifest), prepareWallet(store, manifest)]);
  assert.deepEqual(requestOf(one), requestOf(two));
});

test("a sealed wallet holds valid seals and nothing that links them to the request", async () => {
  const store = storage();
  const blinded = await prepareWallet(store, manifest);
  const wallet = await sealWallet(store, manifest, blinded, await answersTo(blinded));
  assert.deepEqual(readWallet(store, SITTING), wallet);
  for (const { slot, message, signature } of wallet.slots) {
    const bytes = fromBase64Url(message);
    assert.deepEqual(bytes, messageFor(bytes.slice(0, 32), SITTING, slot));
    assert.equal(await verify(manifest.keys.get(slot), bytes, fromBase64Url(signature)), true);
  }
  const held = [...store.held.values()].join("");
  for (const { inverse, request } of blinded.slots) {
    assert.equal(held.includes(inverse), false);
    assert.equal(held.includes(request), false);
  }
  assert.deepEqual(await prepareWallet(store, manifest), wallet);
});

test("one wrong answer leaves the wallet as it was, ready to be sent again", async () => {
  const store = storage();
  const wallet = await prepareWallet(store, manifest);
  const answers = await answersTo(wallet);
  for (const wrong of [[answers[0]], [answers[1], answers[0]], [answers[0], "!"]]) {
    await assert.rejects(sealWallet(store, manifest, wallet, wrong), { code: "bad-answer" });
    assert.deepEqual(readWallet(store, SITTING), wallet);
  }
  assert.equal((await sealWallet(store, manifest, wallet, answers)).state, "sealed");
});

test("keys that change under a wallet are noticed", async () => {
  const store = storage();
  const wallet = await prepareWallet(store, manifest);
  const others = await manifestFor([issuers[1], issuers[0]]);
  await assert.rejects(prepareWallet(store, others), { code: "other-keys" });
  await assert.rejects(sealWallet(store, others, wallet, await answersTo(wallet)), { code: "other-keys" });
});

test("a slot without a key is not sealed", async () => {
  const store = storage();
  const wallet = await prepareWallet(store, manifest);
  const unknown = { ...wallet, slots: wallet.slots.map((slot) => ({ ...slot, slot: "poll-99" })) };
  await assert.rejects(sealWallet(store, manifest, unknown, await answersTo(wallet)), { code: "malformed" });
});

test("seals cross to the room in a fragment, whole", async () => {
  const store = storage();
  const blinded = await prepareWallet(store, manifest);
  const wallet = await sealWallet(store, manifest, blinded, await answersTo(blinded));
  const fragment = toFragment("room key+/=", wallet);
  assert.match(fragment, /^key=room\+key%2B%2F%3D&wallet=[A-Za-z0-9_-]+$/);

  const room = storage();
  const arrived = fromFragment(`#${fragment}`);
  keepWallet(room, arrived.wallet);
  assert.equal(arrived.key, "room key+/=");
  assert.deepEqual(readWallet(room, SITTING), wallet);
  assert.deepEqual(fromFragment(fragment), arrived);
});

test("a fragment that is not ours is refused", async () => {
  const blinded = await prepareWallet(storage(), manifest);
  const encode = (value) => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
  const extra = { state: "sealed", sitting: SITTING, digest: "d", slots: [{ slot: "poll-01", message: 1, signature: "s" }] };
  const broken = ["", "key=k", "key=k&wallet=!", "wallet=e30", `key=k&wallet=${encode(blinded)}`, `key=k&wallet=${encode(extra)}`];
  for (const fragment of broken) assert.throws(() => fromFragment(fragment), { code: "malformed" });
});

test("only the fields of a seal are taken from a fragment", () => {
  const slots = [{ slot: "poll-01", message: "m", signature: "s", who: "somebody" }];
  const text = JSON.stringify({ state: "sealed", sitting: SITTING, digest: "d", slots, who: "somebody" });
  const { wallet } = fromFragment(`key=k&wallet=${toBase64Url(new TextEncoder().encode(text))}`);
  assert.equal(JSON.stringify(wallet).includes("somebody"), false);
});

test("a damaged or forgotten wallet is no wallet", async () => {
  const store = storage();
  for (const damaged of ["", "{", "null", '{"state":"open","slots":[]}', '{"state":"sealed","slots":[]}']) {
    store.setItem(KEY, damaged);
    assert.equal(readWallet(store, SITTING), null);
  }
  store.setItem(KEY, JSON.stringify({ state: "sealed", sitting: "another", digest: "d", slots: [] }));
  assert.equal(readWallet(store, SITTING), null);
  await prepareWallet(store, manifest);
  forgetWallet(store, SITTING);
  assert.equal(store.held.size, 0);
});
