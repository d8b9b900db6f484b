// @ts-check
/** The page after the room: the way back, and forgetting what this device holds. */
import { forget, keyOf, lastRoom } from "./device.js";
import { find, part, phrase } from "./dom.js";

const back = part("back");
const room = lastRoom(localStorage);
if (room && keyOf(localStorage, room)) {
  const language = location.pathname.split("/")[2] ?? "en";
  back.setAttribute("href", `/${language}/room/${room}`);
  back.hidden = false;
}
find("[data-act=forget]").addEventListener("click", () => {
  forget(localStorage);
  back.hidden = true;
  part("forgotten").textContent = phrase("forgotten");
});
