// @ts-check
/**
 * The way into the room. The site holds a person's seals only from check-in to entering: then they live on the room's
 * origin alone, where they can be forgotten, and here stays no more than that this browser has been in.
 */
import { forgetWallet, readWallet, toFragment } from "../seal/wallet.js";

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Store localStorage, or a stand-in */
/** @typedef {{ wallet: import("../seal/wallet.js").SealedWallet, key: string }} Seat */

const ENTERED = "entered";

/**
 * @param {Store} store
 * @param {string} sitting
 * @param {string} key the room's key, the same for everybody
 */
export function keepRoomKey(store, sitting, key) {
  store.setItem(storageKey(sitting), key);
}

/**
 * The sealed wallet and the room's key, or null when this browser lacks one of them.
 *
 * @param {Store} store
 * @param {string} sitting
 * @returns {Seat | null}
 */
export function seatOf(store, sitting) {
  const wallet = readWallet(store, sitting);
  const key = store.getItem(storageKey(sitting));
  return key && wallet?.state === "sealed" ? { wallet, key } : null;
}

/**
 * The address of the room for this browser: with the seals in its fragment, which no server sees; without them once
 * the room has them; null for a browser that did not check in.
 *
 * @param {Store} store
 * @param {string} sitting
 * @param {string} address of the room's page
 * @returns {string | null}
 */
export function wayIn(store, sitting, address) {
  const seat = seatOf(store, sitting);
  if (seat) return `${address}#${toFragment(seat.key, seat.wallet)}`;
  return hasEntered(store, sitting) ? address : null;
}

/**
 * @param {Store} store
 * @param {string} sitting
 */
export function hasEntered(store, sitting) {
  return store.getItem(storageKey(sitting)) === ENTERED;
}

/**
 * Call when the link with the seals was followed: the address has them, and this origin needs them no more.
 *
 * @param {Store} store
 * @param {string} sitting
 */
export function handOver(store, sitting) {
  forgetWallet(store, sitting);
  store.setItem(storageKey(sitting), ENTERED);
}

/**
 * @param {Store} store
 * @param {string} sitting
 */
export function forgetSeat(store, sitting) {
  forgetWallet(store, sitting);
  store.removeItem(storageKey(sitting));
}

/** @param {string} sitting */
function storageKey(sitting) {
  return `peerhouse.room.${sitting}`;
}
