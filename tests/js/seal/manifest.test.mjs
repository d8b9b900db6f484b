import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";

import { toBase64Url } from "../../../src/peerhouse/web/static/js/seal/bytes.js";
import { manifestDigest, readManifest, words } from "../../../src/peerhouse/web/static/js/seal/manifest.js";
import { WORDS } from "../../../src/peerhouse/web/static/js/seal/words.js";
import { SITTING, issuerKey, manifestOf, utf8 } from "./support.mjs";

let slots;

before(async () => {
  slots = [
    ["poll-01", (await issuerKey()).n],
    ["poll-02", (await issuerKey()).n],
  ];
});

const readOwn = async (bytes) => readManifest(bytes, await manifestDigest(bytes));

test("a manifest is read under the digest that was promised", async () => {
  const bytes = manifestOf(slots);
  const manifest = await readManifest(bytes, await manifestDigest(bytes));
  assert.equal(manifest.sitting, SITTING);
  assert.deepEqual([...manifest.keys.keys()], ["poll-01", "poll-02"]);
  assert.equal(manifest.digest, await manifestDigest(bytes));
});

test("a server that gives one person another key is caught", async () => {
  const promised = await manifestDigest(manifestOf(slots));
  const marked = manifestOf([slots[0], ["poll-02", (await issuerKey()).n]]);
  await assert.rejects(readManifest(marked, promised), { code: "wrong-keys" });
  assert.notDeepEqual(words(await manifestDigest(marked)), words(promised));
});

test("another exponent is refused even when everybody is given it", async () => {
  await assert.rejects(readOwn(manifestOf(slots, { e: 3 })), { code: "weak-key" });
  await assert.rejects(readOwn(manifestOf(slots, { e: "65537" })), { code: "weak-key" });
});

test("a modulus under 2048 bit is refused even when everybody is given it", async () => {
  const short = await issuerKey(1024);
  await assert.rejects(readOwn(manifestOf([["poll-01", short.n]])), { code: "weak-key" });
});

test("one key for two slots is refused: it would be two votes in one poll", async () => {
  await assert.rejects(readOwn(manifestOf([slots[0], ["poll-02", slots[0][1]]])), { code: "malformed" });
  await assert.rejects(readOwn(manifestOf([slots[0], ["poll-01", slots[1][1]]])), { code: "malformed" });
});

test("what is no manifest is refused", async () => {
  const broken = [
    utf8(""),
    utf8("null"),
    Uint8Array.of(0xff),
    manifestOf(slots, { protocol: "peerhouse/v0" }),
    manifestOf(slots, { sitting: 7 }),
    manifestOf(null),
    manifestOf([["poll-01", "!"]]),
  ];
  for (const bytes of broken) await assert.rejects(readOwn(bytes), { code: "malformed" });
});

test("the words are the first eighty bits of the digest", () => {
  const digest = new Uint8Array(32);
  assert.deepEqual(words(toBase64Url(digest)), Array(8).fill(WORDS[0]));
  digest[1] = 0x40;
  assert.deepEqual(words(toBase64Url(digest)), [WORDS[1], ...Array(7).fill(WORDS[0])]);
  assert.deepEqual(words(toBase64Url(digest.fill(255))), Array(8).fill(WORDS[1023]));
});

test("the words are the server's words", () => {
  const listed = readFileSync(new URL("../../../src/peerhouse/credentials/words.txt", import.meta.url), "ascii");
  assert.deepEqual(WORDS, listed.trim().split("\n"));
});
