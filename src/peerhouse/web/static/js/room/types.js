// @ts-check
/**
 * What the stream carries; made in rooms/live/picture.py.
 *
 * @typedef {{ label: string, hint?: string }} Option
 * @typedef {{ id: string, slot: string, number: number, question: string, hint: string, options: Option[],
 *   state: "open" | "closing" | "sealed", at_least: number }} Poll
 * @typedef {{ label: string, count: number, width: number, share: number }} Row
 * @typedef {{ at_least: number, anew: "none" | "few" | number }} Seals
 * @typedef {{ title: string, at_least: number | null, withheld: string | null, rows: Row[],
 *   seals: Seals }} Chart
 * @typedef {{ poll: string, number: number, question: string, chart: Chart }} Release
 * @typedef {{ version: number, epoch: string, now: number,
 *   sitting: { id: string, title: string, number: number, letter: string, language: string, state: string },
 *   agenda: { id: string, title: string, minutes: number }[],
 *   current: { item: string | null, ends_at: number | null },
 *   poll: Poll | null, releases: Release[], seals_issued_about: number }} Snapshot
 *
 * `waiting` until the room has acknowledged it; `accepted` is durable there; the others never become a counted ballot
 * by sending again. `doubt`: a try ended without an answer, so it may have arrived all the same.
 *
 * @typedef {{ poll: string, slot: string, number: number, question: string, label: string, option: number,
 *   message: string, signature: string, doubt: boolean,
 *   state: "waiting" | "accepted" | "used" | "refused" | "late" | "unsure" }} Ballot
 */
export {};
