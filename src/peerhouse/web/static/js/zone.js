// @ts-check

/**
 * Chooses the zone of the device beforehand in a form for time zones, where the reader has not chosen yet, and shows
 * the hint that says so. Nothing is sent until the reader presses the button.
 *
 * @param {ParentNode} page
 * @param {string | undefined} zone IANA key, for example "Africa/Nairobi"; browsers that tell none are left alone
 */
export function offerZone(page, zone) {
  for (const form of page.querySelectorAll("form[data-offer-zone]")) {
    const select = form.querySelector("select");
    const hint = form.querySelector("[data-zone-hint]");
    if (!zone || !select || !(hint instanceof HTMLElement) || select.value === zone) continue;
    if (![...select.options].some((option) => option.value === zone)) {
      const place = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
      select.add(new Option(place, zone));
    }
    select.value = zone;
    hint.hidden = false;
  }
}
