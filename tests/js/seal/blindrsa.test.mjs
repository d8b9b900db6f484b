import assert from "node:assert/strict";
import { before, test } from "node:test";

import { RSABSSA } from "@cloudflare/blindrsa-ts";

import { blind, blindWith, finalize, publicKey, verify } from "../../../src/peerhouse/web/static/js/seal/blindrsa.js";
import { fromBase64Url, toInteger } from "../../../src/peerhouse/web/static/js/seal/bytes.js";
import { RFC, fromHex, issuerKey, toHex, utf8 } from "./support.mjs";

const MESSAGE = utf8("a message that nobody else may see");
const suite = RSABSSA.SHA384.PSS.Deterministic(); // signs the message as it stands: ours carries its prefix already

let issuer;
let ours;

before(async () => {
  issuer = await issuerKey();
  ours = await publicKey(fromBase64Url(issuer.n));
});

function inverseOf(value, modulus) {
  let [a, b, x, y] = [modulus, value, 0n, 1n];
  while (b) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulus) + modulus) % modulus;
}

for (const vector of RFC.vectors) {
  test(`the vector ${vector.name} of the RFC comes out to the bit`, async () => {
    const key = await publicKey(fromHex(RFC.key.n));
    const message = fromHex(vector.msg_prefix + vector.msg);
    const factor = inverseOf(toInteger(fromHex(vector.inv)), key.modulus);

    const blinded = await blindWith(key, message, fromHex(vector.salt), factor);
    assert.equal(toHex(blinded.request), vector.blinded_msg);
    assert.equal(toHex(blinded.inverse), vector.inv);

    const signature = await finalize(key, message, fromHex(vector.blind_sig), blinded.inverse);
    assert.equal(toHex(signature), vector.sig);
  });
}

test("what we blind, blindrsa-ts signs, and it accepts what we finalise", async () => {
  const { request, inverse } = await blind(ours, MESSAGE);
  const answer = await suite.blindSign(issuer.privateKey, request);
  const signature = await finalize(ours, MESSAGE, answer, inverse);
  assert.equal(await suite.verify(issuer.publicKey, signature, MESSAGE), true);
});

test("what blindrsa-ts blinds, it signs, and we finalise and verify", async () => {
  const { blindedMsg, inv } = await suite.blind(issuer.publicKey, MESSAGE);
  const answer = await suite.blindSign(issuer.privateKey, blindedMsg);
  const signature = await finalize(ours, MESSAGE, answer, inv);
  assert.equal(await verify(ours, MESSAGE, signature), true);
  assert.deepEqual(signature, await suite.finalize(issuer.publicKey, MESSAGE, answer, inv));
});

test("the same message is blinded differently each time", async () => {
  const [first, second] = [await blind(ours, MESSAGE), await blind(ours, MESSAGE)];
  assert.notDeepEqual(first.request, second.request);
  assert.equal(first.request.length, 256);
});

test("a wrong answer is refused", async () => {
  const { request, inverse } = await blind(ours, MESSAGE);
  const answer = await suite.blindSign(issuer.privateKey, request);
  answer[255] ^= 1;
  await assert.rejects(finalize(ours, MESSAGE, answer, inverse), { code: "bad-answer" });
  await assert.rejects(finalize(ours, MESSAGE, answer.slice(1), inverse), { code: "bad-answer" });
});

test("a signature is of its message alone", async () => {
  const { request, inverse } = await blind(ours, MESSAGE);
  const signature = await finalize(ours, MESSAGE, await suite.blindSign(issuer.privateKey, request), inverse);
  assert.equal(await verify(ours, utf8("another message"), signature), false);
});

test("a modulus that is too short, too long or padded is refused", async () => {
  const good = fromBase64Url(issuer.n);
  const almost = good.slice();
  almost[0] = 0x7f;
  const padded = new Uint8Array(257);
  padded.set(good, 1);
  for (const weak of [good.slice(0, 128), almost, padded, new Uint8Array(0), new Uint8Array(513).fill(255)]) {
    await assert.rejects(publicKey(weak), { name: "SealError", code: "weak-key" });
  }
});

test("a factor that shares a prime with the modulus is not used", async () => {
  const key = await publicKey(fromHex(RFC.key.n));
  const prime = BigInt(`0x${RFC.key.p}`);
  await assert.rejects(blindWith(key, MESSAGE, new Uint8Array(48), prime), { code: "weak-key" });
});
