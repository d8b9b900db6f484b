// @ts-check
/** How long to wait before the next try: longer each time, and never the same for two browsers. */

export const FIRST = 500;
export const LONGEST = 8000;

/**
 * Between half and the whole of a span that doubles with each failure in a row: a room that was cut off all at once
 * does not come back all at once.
 *
 * @param {number} failures in a row, from 1
 * @param {() => number} [random]
 * @returns {number} milliseconds
 */
export function delay(failures, random = Math.random) {
  const span = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 10));
  return Math.round(span * (0.5 + random() / 2));
}
