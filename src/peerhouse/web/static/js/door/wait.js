// @ts-check

/**
 * Asks for the state of the door until it is another one; a lost network is asked again.
 *
 * @param {string} state as the page shows it
 * @param {number} seconds between two questions
 * @param {{ ask: () => Promise<string>, wait: (seconds: number) => Promise<unknown> }} ways
 * @returns {Promise<string>} the new state
 */
export async function watch(state, seconds, { ask, wait }) {
  for (;;) {
    await wait(seconds);
    const now = await ask().catch(() => state);
    if (now !== state) return now;
  }
}
