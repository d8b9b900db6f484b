// @ts-check
/** What this device keeps for a sitting: the room's key, the wallet and its own ballots. All of it in localStorage. */
import { fromFragment, keepWallet, readWallet } from "../seal/wallet.js";

/** @typedef {import("../seal/wallet.js").Store} Store */
/** @typedef {import("./types.js").Ballot} Ballot */
/** @typedef {import("../seal/wallet.js").SealedWallet} SealedWallet */

const PREFIX = "peerhouse.";

/**
 * Moves the key and the wallet from the address into the store. A wallet that is already here is never replaced: its
 * seals may be in use.
 *
 * @param {Store} store
 * @param {string} sitting
 * @param {string} fragment with or without the `#`
 * @returns {boolean} whether the fragment held anything, and so must leave the address bar
 */
export function admit(store, sitting, fragment) {
  const key = new URLSearchParams(fragment.replace(/^#/, "")).get("key");
  if (!key) return false;
  store.setItem(`${PREFIX}key.${sitting}`, key);
  const wallet = walletIn(fragment);
  if (wallet?.sitting === sitting && !walletOf(store, sitting)) keepWallet(store, wallet);
  store.setItem(`${PREFIX}last`, sitting);
  return true;
}

/**
 * @param {Store} store
 * @param {string} sitting
 * @returns {string | null}
 */
export function keyOf(store, sitting) {
  return store.getItem(`${PREFIX}key.${sitting}`);
}

/**
 * @param {Store} store
 * @param {string} sitting
 * @returns {SealedWallet | null} null also for a wallet whose answers never came
 */
export function walletOf(store, sitting) {
  const wallet = readWallet(store, sitting);
  return wallet?.state === "sealed" ? wallet : null;
}

/**
 * @param {Store} store
 * @param {string} sitting
 * @returns {Ballot[]}
 */
export function ballotsOf(store, sitting) {
  try {
    return JSON.parse(store.getItem(`${PREFIX}ballots.${sitting}`) ?? "[]");
  } catch {
    return [];
  }
}

/**
 * @param {Store} store
 * @param {string} sitting
 * @param {readonly Ballot[]} ballots
 */
export function keepBallots(store, sitting, ballots) {
  store.setItem(`${PREFIX}ballots.${sitting}`, JSON.stringify(ballots));
}

/**
 * The room that was entered last, to go back to.
 *
 * @param {Store} store
 * @returns {string | null}
 */
export function lastRoom(store) {
  return store.getItem(`${PREFIX}last`);
}

/**
 * Everything of every sitting: a device that others use must not be searched for what is left.
 *
 * @param {Storage} store
 */
export function forget(store) {
  for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
}

/**
 * @param {string} fragment
 * @returns {SealedWallet | null}
 */
function walletIn(fragment) {
  try {
    return fromFragment(fragment).wallet;
  } catch {
    return null; // a link with the key alone, for a device that only watches
  }
}
