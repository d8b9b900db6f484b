// @ts-check
/**
 * A person's seals for one sitting, kept by the browser and by nobody else.
 *
 * `blinded`: the messages and what opens the answers, stored BEFORE the request leaves, so that the same batch goes
 * out again after a lost answer (the issuer refuses another one). `sealed`: a message and a signature for each slot;
 * what could link them to the request is gone.
 */
import { concat, fromBase64Url, randomBytes, toBase64Url } from "./bytes.js";
import { blind, finalize } from "./blindrsa.js";
import { SealError } from "./errors.js";
import { PROTOCOL } from "./manifest.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {import("./manifest.js").Manifest} Manifest */
/** @typedef {{ slot: string, message: string, inverse: string, request: string }} BlindedSlot all base64url */
/** @typedef {{ slot: string, message: string, signature: string }} Seal both base64url: the fields of a ballot */
/** @typedef {{ state: "blinded", sitting: string, digest: string, slots: BlindedSlot[] }} BlindedWallet */
/** @typedef {{ state: "sealed", sitting: string, digest: string, slots: Seal[] }} SealedWallet */
/** @typedef {BlindedWallet | SealedWallet} Wallet `digest`: of the manifest that the keys came from */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Store localStorage, or a stand-in */

const RANDOMNESS_BYTES = 32;
const FIELDS = { blinded: ["slot", "message", "inverse", "request"], sealed: ["slot", "message", "signature"] };

/**
 * RFC 9474 "Randomized" prepares `random(32) || input`; the randomness here is that prefix.
 *
 * @param {Bytes} randomness
 * @param {string} sitting
 * @param {string} slot
 * @returns {Bytes}
 */
export function messageFor(randomness, sitting, slot) {
  return concat(randomness, new TextEncoder().encode(`${PROTOCOL}|${sitting}|${slot}`));
}

/**
 * The wallet that this browser holds for the sitting, or a new one that is stored before it is returned.
 *
 * @param {Store} store
 * @param {Manifest} manifest
 * @returns {Promise<Wallet>} send `requestOf` it while it is `blinded`
 */
export async function prepareWallet(store, manifest) {
  if (!readWallet(store, manifest.sitting)) {
    const slots = [];
    for (const [slot, key] of manifest.keys) {
      const message = messageFor(randomBytes(RANDOMNESS_BYTES), manifest.sitting, slot);
      const { request, inverse } = await blind(key, message);
      slots.push({ slot, message: toBase64Url(message), inverse: toBase64Url(inverse), request: toBase64Url(request) });
    }
    // Another tab may have been faster: its batch may be signed already, ours is not sent yet.
    if (!readWallet(store, manifest.sitting)) {
      keepWallet(store, { state: "blinded", sitting: manifest.sitting, digest: manifest.digest, slots });
    }
  }
  const wallet = /** @type {Wallet} */ (readWallet(store, manifest.sitting));
  if (wallet.digest !== manifest.digest) throw new SealError("other-keys");
  return wallet;
}

/**
 * What the issuer signs, in the manifest's order of slots; equal each time for one wallet.
 *
 * @param {BlindedWallet} wallet
 * @returns {string[]} base64url
 */
export function requestOf(wallet) {
  return wallet.slots.map((slot) => slot.request);
}

/**
 * Opens and proves every answer, then replaces the blinded wallet; if one is wrong nothing changes.
 *
 * @param {Store} store
 * @param {Manifest} manifest
 * @param {BlindedWallet} wallet
 * @param {string[]} answers base64url, in the order of `requestOf`
 * @returns {Promise<SealedWallet>}
 */
export async function sealWallet(store, manifest, wallet, answers) {
  if (answers.length !== wallet.slots.length) throw new SealError("bad-answer");
  if (wallet.digest !== manifest.digest) throw new SealError("other-keys");
  const slots = [];
  for (const [index, { slot, message, inverse }] of wallet.slots.entries()) {
    const key = manifest.keys.get(slot);
    if (!key) throw new SealError("malformed");
    const signature = await finalize(key, fromBase64Url(message), decodeAnswer(answers[index]), fromBase64Url(inverse));
    slots.push({ slot, message, signature: toBase64Url(signature) });
  }
  /** @type {SealedWallet} */
  const sealed = { state: "sealed", sitting: wallet.sitting, digest: wallet.digest, slots };
  keepWallet(store, sealed);
  return sealed;
}

/**
 * Null for a wallet that is not there or was damaged.
 *
 * @param {Store} store
 * @param {string} sitting
 * @returns {Wallet | null}
 */
export function readWallet(store, sitting) {
  const wallet = parse(store.getItem(storageKey(sitting)) ?? "");
  return wallet?.sitting === sitting ? wallet : null;
}

/**
 * @param {Store} store
 * @param {Wallet} wallet
 */
export function keepWallet(store, wallet) {
  store.setItem(storageKey(wallet.sitting), JSON.stringify(wallet));
}

/**
 * @param {Store} store
 * @param {string} sitting
 */
export function forgetWallet(store, sitting) {
  store.removeItem(storageKey(sitting));
}

/**
 * How seals cross to the room's origin, or to a second device: a URL fragment, which browsers never send.
 *
 * @param {string} key the room's key
 * @param {SealedWallet} wallet
 * @returns {string} `key=…&wallet=…`, without the `#`
 */
export function toFragment(key, wallet) {
  return new URLSearchParams({ key, wallet: toBase64Url(new TextEncoder().encode(JSON.stringify(wallet))) }).toString();
}

/**
 * @param {string} fragment with or without the `#`
 * @returns {{ key: string, wallet: SealedWallet }}
 */
export function fromFragment(fragment) {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const key = fields.get("key");
  const wallet = parse(decodeText(fields.get("wallet") ?? ""));
  if (!key || wallet?.state !== "sealed") throw new SealError("malformed");
  return { key, wallet };
}

/** @param {string} sitting */
function storageKey(sitting) {
  return `peerhouse.wallet.${sitting}`;
}

/**
 * @param {string} text
 * @returns {Wallet | null}
 */
function parse(text) {
  try {
    const { state, sitting, digest, slots } = JSON.parse(text);
    const fields = FIELDS[/** @type {Wallet["state"]} */ (state)];
    const rows = slots.map((/** @type {Record<string, unknown>} */ row) => fields.map((field) => [field, row[field]]));
    const texts = [sitting, digest, ...rows.flat().map((/** @type {[string, unknown]} */ [, value]) => value)];
    if (!texts.every((value) => typeof value === "string")) return null;
    return { state, sitting, digest, slots: rows.map(Object.fromEntries) };
  } catch {
    return null;
  }
}

/** @param {string} answer */
function decodeAnswer(answer) {
  try {
    return fromBase64Url(answer);
  } catch {
    throw new SealError("bad-answer");
  }
}

/** @param {string} text base64url */
function decodeText(text) {
  try {
    return new TextDecoder().decode(fromBase64Url(text));
  } catch {
    return "";
  }
}
