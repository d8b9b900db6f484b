// @ts-check
/** The agenda runs on the server's clock: a device whose own clock is wrong shows the same minutes as all others. */

const MINUTE = 60_000;

/**
 * @param {number} serverNow milliseconds, as it just arrived
 * @param {number} deviceNow milliseconds
 * @returns {number} what to add to the device's clock
 */
export function offset(serverNow, deviceNow) {
  return serverNow - deviceNow;
}

/**
 * @param {number | null} endsAt milliseconds on the server's clock
 * @param {number} now milliseconds on the server's clock
 * @returns {{ minutes: number, over: boolean } | null} the last minute counts as one; null where no end is set
 */
export function remaining(endsAt, now) {
  if (endsAt === null) return null;
  const left = endsAt - now;
  return left > 0 ? { minutes: Math.ceil(left / MINUTE), over: false } : { minutes: Math.floor((now - endsAt) / MINUTE), over: true };
}
