// @ts-check
/** Clocks that tick by the server's time, whatever the clock of this device says. */

/**
 * Minutes and seconds, as on a kitchen timer; an hour or more stays in minutes, as agendas are.
 *
 * @param {number} milliseconds of either sign
 */
export function spell(milliseconds) {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Hours and minutes in a time zone.
 *
 * @param {number} moment milliseconds since 1970
 * @param {string} zone IANA key
 */
export function timeIn(moment, zone) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(moment);
}

/**
 * Brings every clock of the page up to date: `data-ends-at` counts down and then up, `data-zone` tells the time.
 *
 * @param {ParentNode} page
 * @param {number} now the server's time, milliseconds since 1970
 */
export function tick(page, now) {
  for (const clock of page.querySelectorAll("[data-ends-at]")) {
    if (!(clock instanceof HTMLElement)) continue;
    const left = Number(clock.dataset.endsAt) - now;
    const digits = clock.querySelector("[data-digits]");
    if (digits) digits.textContent = spell(left);
    for (const side of clock.querySelectorAll("[data-side]")) {
      if (side instanceof HTMLElement) side.hidden = (side.dataset.side === "over") !== left < 0;
    }
    const meter = clock.querySelector("progress");
    if (meter) meter.value = meter.max - Math.max(0, Math.min(meter.max, left / 1000));
  }
  for (const clock of page.querySelectorAll("[data-zone]")) {
    if (clock instanceof HTMLElement) clock.textContent = timeIn(now, clock.dataset.zone ?? "UTC");
  }
}

/**
 * How far the server's clock is ahead of this device's, in milliseconds.
 *
 * @param {ParentNode} page holds `data-now`, the server's time when it answered
 * @param {number} here
 */
export function lead(page, here) {
  const stamp = page.querySelector("[data-now]");
  return stamp instanceof HTMLElement ? Number(stamp.dataset.now) - here : 0;
}
