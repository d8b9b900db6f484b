// @ts-check
// Passkeys on the pages that ask for one. The server's options are JSON as WebAuthn level 3 writes them, and so is the
// answer; a browser without that form of them sees the other ways to sign in only.

/** @typedef {{publicKey: any}} Options what allauth puts into the page or answers at `data-options-url` */

/**
 * Serves every form marked `data-passkey` ("create" or "get"): shows it where the browser can use passkeys, asks the
 * device when it is sent, and sends the answer as its field `credential`.
 *
 * @param {Document} page
 */
export function servePasskeys(page) {
  const able = typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;
  for (const notice of page.querySelectorAll("[data-no-passkeys]")) {
    if (notice instanceof HTMLElement) notice.hidden = able;
  }
  for (const form of page.querySelectorAll("form[data-passkey]")) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.hidden = !able;
    if (able) form.addEventListener("submit", (event) => void answer(form, event));
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {SubmitEvent} event
 */
async function answer(form, event) {
  event.preventDefault();
  const failed = form.querySelector("[data-passkey-failed]");
  if (failed instanceof HTMLElement) failed.hidden = true;
  try {
    const { publicKey } = await optionsOf(form);
    const credential = form.dataset.passkey === "create" ? await create(publicKey) : await use(publicKey);
    const field = form.elements.namedItem("credential");
    if (field instanceof HTMLInputElement) field.value = JSON.stringify(credential);
    form.submit();
  } catch {
    // Refused by the person, by the device or by time: the reader can act on none of the differences.
    if (failed instanceof HTMLElement) failed.hidden = false;
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<Options>}
 */
async function optionsOf(form) {
  const { options, optionsUrl } = form.dataset;
  if (optionsUrl) {
    const answered = await fetch(optionsUrl, { headers: { Accept: "application/json" } });
    return (await answered.json()).request_options;
  }
  const data = JSON.parse(document.getElementById(options ?? "")?.textContent ?? "{}");
  return data.creation_options ?? data.request_options;
}

/** @param {any} publicKey */
async function create(publicKey) {
  // Kept in the device and opened by a fingerprint, a face or a PIN: then it signs in without a code as well.
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

/** @param {any} publicKey */
async function use(publicKey) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

servePasskeys(document);
