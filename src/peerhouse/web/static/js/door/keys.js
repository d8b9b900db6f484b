// @ts-check
/**
 * The digest of the joining link. It stands in the fragment, which browsers never send, and has to outlive the forms
 * that are sent on the way in (signing in, accepting): so this tab keeps it.
 */
import { toBase64Url } from "../seal/bytes.js";

/** @typedef {Pick<Storage, "getItem" | "setItem">} Store sessionStorage, or a stand-in */

const HEX_DIGEST = /^[0-9a-f]{64}$/;

/**
 * Keeps the digest of the link that was followed; an address without one forgets nothing.
 *
 * @param {Store} store
 * @param {string} sitting
 * @param {string} fragment with or without the `#`
 */
export function rememberKeys(store, sitting, fragment) {
  const digest = new URLSearchParams(fragment.replace(/^#/, "")).get("keys") ?? "";
  if (HEX_DIGEST.test(digest)) store.setItem(storageKey(sitting), digest);
}

/**
 * The digest that the joining link promised, base64url; null if this tab never saw one.
 *
 * @param {Store} store
 * @param {string} sitting
 */
export function promisedKeys(store, sitting) {
  const digest = store.getItem(storageKey(sitting)) ?? "";
  if (!HEX_DIGEST.test(digest)) return null;
  return toBase64Url(Uint8Array.from(digest.match(/../g) ?? [], (byte) => parseInt(byte, 16)));
}

/** @param {string} sitting */
function storageKey(sitting) {
  return `peerhouse.keys.${sitting}`;
}
