// @ts-check
/**
 * The participant's side of RFC 9474 RSABSSA-SHA384-PSS: what leaves the browser cannot be recognised later.
 *
 * The same code serves the Randomized and the Deterministic variant, which differ only in the message's prefix
 * (see wallet.js). BigInt arithmetic is not constant in time; each factor is used once, on the person's own machine.
 */
import { concat, fromInteger, randomBytes, toBase64Url, toInteger } from "./bytes.js";
import { SealError } from "./errors.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {{ modulus: bigint, bits: number, length: number, verifier: CryptoKey }} PublicKey */
/** @typedef {{ request: Bytes, inverse: Bytes }} Blinded `request` goes to the issuer, `inverse` stays here. */

export const EXPONENT = 65537;
const SMALLEST_MODULUS_BITS = 2048;
const LARGEST_MODULUS_BITS = 4096;
const SALT_BYTES = 48;
const HASH = "SHA-384";
const HASH_BYTES = 48;

/**
 * Refuses a weak key here, so that nothing can be blinded for one.
 *
 * @param {Bytes} modulusBytes big-endian, without leading zeros; the exponent is 65537 always
 * @returns {Promise<PublicKey>}
 */
export async function publicKey(modulusBytes) {
  const modulus = toInteger(modulusBytes);
  const bits = modulus.toString(2).length;
  if (bits < SMALLEST_MODULUS_BITS || bits > LARGEST_MODULUS_BITS || modulusBytes[0] === 0) throw new SealError("weak-key");
  const jwk = { kty: "RSA", n: toBase64Url(modulusBytes), e: "AQAB" };
  const verifier = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash: HASH }, true, ["verify"]);
  return { modulus, bits, length: modulusBytes.length, verifier };
}

/**
 * Blind, section 4.2.
 *
 * @param {PublicKey} key
 * @param {Bytes} message
 * @returns {Promise<Blinded>}
 */
export function blind(key, message) {
  return blindWith(key, message, randomBytes(SALT_BYTES), randomBelow(key));
}

/**
 * Chosen salt and factor are for the published vectors alone: a repeated factor links two seals.
 *
 * @param {PublicKey} key
 * @param {Bytes} message
 * @param {Bytes} salt
 * @param {bigint} factor
 * @returns {Promise<Blinded>}
 */
export async function blindWith(key, message, salt, factor) {
  const encoded = toInteger(await encodePss(message, key.bits - 1, salt));
  const request = (encoded * raise(factor, key.modulus)) % key.modulus;
  return {
    request: fromInteger(request, key.length),
    inverse: fromInteger(invert(factor, key.modulus), key.length),
  };
}

/**
 * Finalize, section 4.4: the signature, proved, or `bad-answer`.
 *
 * @param {PublicKey} key
 * @param {Bytes} message
 * @param {Bytes} answer
 * @param {Bytes} inverse
 * @returns {Promise<Bytes>}
 */
export async function finalize(key, message, answer, inverse) {
  if (answer.length !== key.length) throw new SealError("bad-answer");
  const signature = fromInteger((toInteger(answer) * toInteger(inverse)) % key.modulus, key.length);
  if (!(await verify(key, message, signature))) throw new SealError("bad-answer");
  return signature;
}

/**
 * @param {PublicKey} key
 * @param {Bytes} message
 * @param {Bytes} signature
 * @returns {Promise<boolean>}
 */
export function verify(key, message, signature) {
  return crypto.subtle.verify({ name: "RSA-PSS", saltLength: SALT_BYTES }, key.verifier, signature, message);
}

/**
 * EMSA-PSS-ENCODE of RFC 8017, 9.1.1, with SHA-384 and MGF1.
 *
 * @param {Bytes} message
 * @param {number} bits
 * @param {Bytes} salt
 * @returns {Promise<Bytes>}
 */
async function encodePss(message, bits, salt) {
  const length = Math.ceil(bits / 8);
  const digest = await sha384(concat(new Uint8Array(8), await sha384(message), salt));
  const padding = new Uint8Array(length - salt.length - HASH_BYTES - 2);
  const block = concat(padding, Uint8Array.of(1), salt);
  const counters = Array.from({ length: Math.ceil(block.length / HASH_BYTES) }, (_, counter) => counter);
  const mask = concat(
    ...(await Promise.all(counters.map((counter) => sha384(concat(digest, Uint8Array.of(0, 0, 0, counter)))))),
  );
  const masked = block.map((byte, index) => byte ^ mask[index]);
  masked[0] &= 0xff >> (8 * length - bits);
  return concat(masked, digest, Uint8Array.of(0xbc));
}

/**
 * @param {Bytes} bytes
 * @returns {Promise<Bytes>}
 */
async function sha384(bytes) {
  return new Uint8Array(await crypto.subtle.digest(HASH, bytes));
}

/**
 * `base ** 65537`, that is sixteen squarings and one multiplication.
 *
 * @param {bigint} base
 * @param {bigint} modulus
 * @returns {bigint}
 */
function raise(base, modulus) {
  let power = base;
  for (let squaring = 0; squaring < 16; squaring += 1) power = (power * power) % modulus;
  return (power * base) % modulus;
}

/**
 * Extended Euclid. `weak-key` if there is no inverse: then we hold a factor of the modulus.
 *
 * @param {bigint} value
 * @param {bigint} modulus
 * @returns {bigint}
 */
function invert(value, modulus) {
  let [remainder, next] = [modulus, value];
  let [coefficient, nextCoefficient] = [0n, 1n];
  while (next) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [coefficient, nextCoefficient] = [nextCoefficient, coefficient - quotient * nextCoefficient];
  }
  if (remainder !== 1n) throw new SealError("weak-key");
  return coefficient < 0n ? coefficient + modulus : coefficient;
}

/**
 * Uniform in 1 … modulus - 1: what does not fit is thrown away, never reduced.
 *
 * @param {PublicKey} key
 * @returns {bigint}
 */
function randomBelow(key) {
  for (;;) {
    const candidate = BigInt.asUintN(key.bits, toInteger(randomBytes(key.length)));
    if (candidate > 0n && candidate < key.modulus) return candidate;
  }
}
