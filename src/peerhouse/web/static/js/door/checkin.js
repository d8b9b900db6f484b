// @ts-check
/**
 * Checking in: from the key manifest to a sealed wallet. Nothing here touches the page, so that it can be tested.
 *
 * Whatever gets lost on the way, the same batch goes out again: the issuer signs it again, and refuses another one.
 */
import { manifestDigest, readManifest } from "../seal/manifest.js";
import { SealError } from "../seal/errors.js";
import { prepareWallet, requestOf, sealWallet } from "../seal/wallet.js";
import { keepRoomKey, seatOf } from "./room.js";

/** @typedef {import("../seal/bytes.js").Bytes} Bytes */
/** @typedef {import("./room.js").Store} Store */
/** @typedef {{ status: number, retryAfter: number, body: any }} Answer `retryAfter` in seconds */
/** @typedef {import("./room.js").Seat} Seat */

/**
 * @typedef {object} Ways how to reach the rest of the world
 * @property {Store} store
 * @property {() => Promise<Bytes>} fetchManifest
 * @property {(blinded: string[]) => Promise<Answer>} send rejects when the network failed
 * @property {(seconds: number) => Promise<void>} wait
 * @property {(step: Step) => void} tell
 */

/** @typedef {"keys" | "blinding" | "signing" | "waiting" | "sealing" | "done"} Step */

/**
 * Why the door did not sign. Pages turn the code into words.
 *
 * @typedef {"other-device" | "closed" | "refused"} RefusalCode
 */
export class RefusedError extends Error {
  /** @param {RefusalCode} code */
  constructor(code) {
    super(code);
    this.name = "RefusedError";
    this.code = code;
  }
}

const RETRY_SECONDS = [1, 2, 4, 8];
const LOCKED = 423;

/**
 * The seat of this browser in the sitting. Asks nobody when it has one already.
 *
 * @param {string} sitting
 * @param {string | null} promised digest from the joining link, base64url; null: there is nothing to compare with
 * @param {Ways} ways
 * @returns {Promise<Seat>} rejects with SealError or RefusedError
 */
export async function checkIn(sitting, promised, ways) {
  const seat = seatOf(ways.store, sitting);
  if (seat) return compared(seat, promised);
  ways.tell("keys");
  const bytes = await patiently(ways, ways.fetchManifest);
  const manifest = await readManifest(bytes, promised ?? (await manifestDigest(bytes)));
  if (manifest.sitting !== sitting) throw new SealError("malformed");
  ways.tell("blinding");
  const wallet = await prepareWallet(ways.store, manifest);
  if (wallet.state === "blinded") {
    ways.tell("signing");
    const { signatures, room_key: key } = await signed(ways, requestOf(wallet));
    ways.tell("sealing");
    // The key first: without the blinded batch it could not be asked for again.
    keepRoomKey(ways.store, sitting, key);
    await sealWallet(ways.store, manifest, wallet, signatures);
  }
  const made = seatOf(ways.store, sitting);
  if (!made) throw new SealError("malformed");
  ways.tell("done");
  return made;
}

/**
 * @param {Seat} seat
 * @param {string | null} promised
 */
function compared(seat, promised) {
  if (promised && seat.wallet.digest !== promised) throw new SealError("other-keys");
  return seat;
}

/**
 * Sends the batch until the door answers for good.
 *
 * @param {Ways} ways
 * @param {string[]} blinded
 * @returns {Promise<{ signatures: string[], room_key: string }>}
 */
async function signed(ways, blinded) {
  for (;;) {
    const answer = await patiently(ways, async () => {
      const got = await ways.send(blinded);
      if (got.status >= 500) throw new TypeError("the server is not there");
      return got;
    });
    switch (answer.status) {
      case 200:
        return answer.body;
      case LOCKED:
        ways.tell("waiting");
        await ways.wait(answer.retryAfter);
        continue;
      case 409:
        throw new RefusedError("other-device");
      case 410:
        throw new RefusedError("closed");
      default:
        throw new RefusedError("refused");
    }
  }
}

/**
 * Tries again, for as long as it takes, when the network fails; other errors pass.
 *
 * @template T
 * @param {Ways} ways
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>}
 */
async function patiently(ways, attempt) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // fetch rejects with TypeError when nothing came back
      await ways.wait(RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)]);
    }
  }
}
