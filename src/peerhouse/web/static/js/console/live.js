// @ts-check
/** Keeps the console and the shared screen alive: clocks every second, and what htmx must not do. */
import { lead, tick } from "./clock.js";

let ahead = lead(document, Date.now());

function show() {
  tick(document, Date.now() + ahead);
}

/** @param {boolean} lost */
function tellLost(lost) {
  for (const notice of document.querySelectorAll("[data-lost]")) {
    if (notice instanceof HTMLElement) notice.hidden = !lost;
  }
}

document.addEventListener("htmx:afterSwap", () => {
  ahead = lead(document, Date.now());
  show();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  // A part that was sent on, to the sign-in page for example, is a page of its own and not a part of this one.
  const { xhr, requestConfig } = /** @type {CustomEvent} */ (event).detail;
  if (new URL(xhr.responseURL, location.href).pathname !== new URL(requestConfig.path, location.href).pathname) {
    event.preventDefault();
    location.reload();
  }
});
document.addEventListener("htmx:sendError", () => tellLost(true));
document.addEventListener("htmx:afterOnLoad", () => tellLost(false));

show();
setInterval(show, 1000);
