// @ts-check
/** The key manifest and its fingerprint: how a participant finds out that everybody was given the same keys. */
import { fromBase64Url, toBase64Url } from "./bytes.js";
import { EXPONENT, publicKey } from "./blindrsa.js";
import { SealError } from "./errors.js";
import { WORDS } from "./words.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./blindrsa.js").PublicKey} PublicKey */
/** @typedef {{ sitting: string, digest: string, keys: Map<string, PublicKey> }} Manifest `digest` is base64url. */

export const PROTOCOL = "peerhouse/v1";
const WORDS_SHOWN = 8;
const BITS_PER_WORD = 10;

/**
 * SHA-256 of the bytes as they came, base64url.
 *
 * @param {Bytes} bytes
 * @returns {Promise<string>}
 */
export async function manifestDigest(bytes) {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/**
 * Compares the digest before anything is parsed, then refuses every key that could not hide its signer's answer.
 *
 * @param {Bytes} bytes the manifest as it was received
 * @param {string} expectedDigest base64url, from the fragment of the check-in link
 * @returns {Promise<Manifest>}
 */
export async function readManifest(bytes, expectedDigest) {
  const digest = await manifestDigest(bytes);
  if (digest !== expectedDigest) throw new SealError("wrong-keys");
  const content = parse(bytes);
  if (content.e !== EXPONENT) throw new SealError("weak-key");
  const keys = new Map();
  for (const [slot, modulus] of content.slots) keys.set(slot, await publicKey(modulus));
  if (keys.size !== content.slots.length || new Set([...keys.values()].map((key) => key.modulus)).size !== keys.size) {
    throw new SealError("malformed");
  }
  return { sitting: content.sitting, digest, keys };
}

/**
 * The first 80 bits of a digest as eight words, ten bits each, most significant first.
 *
 * @param {string} digest base64url
 * @returns {string[]}
 */
export function words(digest) {
  const bits = Array.from(fromBase64Url(digest), (byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: WORDS_SHOWN }, (_, index) => {
    return WORDS[parseInt(bits.slice(BITS_PER_WORD * index, BITS_PER_WORD * (index + 1)), 2)];
  });
}

/**
 * @param {Bytes} bytes
 * @returns {{ e: number, sitting: string, slots: [string, Bytes][] }}
 */
function parse(bytes) {
  try {
    const { e, protocol, sitting, slots } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (protocol !== PROTOCOL || typeof sitting !== "string") throw new TypeError();
    return { e, sitting, slots: slots.map((/** @type {string[]} */ [slot, n]) => [slot, fromBase64Url(n)]) };
  } catch {
    throw new SealError("malformed");
  }
}
