// @ts-check

/**
 * Chooses the zone of the device beforehand in a form for time zones, where the reader has not chosen yet, and shows
 * the hint that says so, if there is one. Nothing is sent until the reader presses the button.
 *
 * @param {ParentNode} page
 * @param {string | undefined} zone IANA key, for example "Africa/Nairobi"; browsers that tell none are left alone
 */
export function offerZone(page, zone) {
  for (const form of page.querySelectorAll("form[data-offer-zone]")) {
    const select = form.querySelector("select");
    const hint = form.querySelector("[data-zone-hint]");
    if (!zone || !select || select.value === zone) continue;
    if (![...select.options].some((option) => option.value === zone)) {
      const place = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
      select.add(new Option(place, zone));
    }
    select.value = zone;
    if (hint instanceof HTMLElement) hint.hidden = false;
  }
}

/**
 * Takes the times that stand on the reader's clock to the clock of the device, where nobody said which zone to use.
 * Nothing is sent: whoever only reads tells the site nothing about where they are.
 *
 * @param {HTMLElement} root the `html` element: its language decides how a day is written
 * @param {string | undefined} zone IANA key
 */
export function moveClocks(root, zone) {
  if (!zone || !("deviceClock" in root.dataset)) return;
  const language = root.lang === "en" ? "en-GB" : `${root.lang}-u-nu-latn`;
  for (const part of root.querySelectorAll("time [data-clock]")) {
    const moment = /** @type {HTMLTimeElement} */ (part.closest("time"));
    const starts = new Date(moment.dateTime);
    const until = moment.dataset.until;
    part.textContent = shown(part.getAttribute("data-clock"), language, zone, starts, until && new Date(until));
  }
}

/**
 * @param {string | null} part
 * @param {string} language
 * @param {string} timeZone
 * @param {Date} starts
 * @param {Date | "" | undefined} until
 */
function shown(part, language, timeZone, starts, until) {
  /** @param {Intl.DateTimeFormatOptions} options */
  const format = (options) => new Intl.DateTimeFormat(language, { timeZone, ...options });
  if (part === "date") return format({ dateStyle: "full" }).format(starts);
  if (part === "time") {
    const clock = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return until ? `${clock.format(starts)}–${clock.format(until)}` : clock.format(starts);
  }
  const parts = format({ timeZoneName: "longGeneric" }).formatToParts(starts);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/**
 * Puts the zone of the device into a form that opens an account, so that messages come on the right clock.
 *
 * @param {ParentNode} page
 * @param {string | undefined} zone
 */
export function tellZone(page, zone) {
  for (const input of page.querySelectorAll("input[data-device-zone]")) {
    if (zone && input instanceof HTMLInputElement) input.value = zone;
  }
}
