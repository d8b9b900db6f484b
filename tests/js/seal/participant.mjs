/**
 * One step of a participant's browser, played in Node for tests/credentials/test_browser.py.
 *
 * stdin: `{manifest, digest, store, answers}`, the manifest as text; stdout: `{store, request, words, fragment}`.
 */
import { readFileSync } from "node:fs";

import { readManifest, words } from "../../../src/peerhouse/web/static/js/seal/manifest.js";
import { prepareWallet, requestOf, sealWallet, toFragment } from "../../../src/peerhouse/web/static/js/seal/wallet.js";
import { storage, utf8 } from "./support.mjs";

const given = JSON.parse(readFileSync(0, "utf8"));
const store = storage();
for (const [key, value] of Object.entries(given.store)) store.setItem(key, value);

const manifest = await readManifest(utf8(given.manifest), given.digest);
let wallet = await prepareWallet(store, manifest);
const request = wallet.state === "blinded" ? requestOf(wallet) : [];
if (given.answers) wallet = await sealWallet(store, manifest, wallet, given.answers);
const fragment = wallet.state === "sealed" ? toFragment("room-key", wallet) : "";

console.log(JSON.stringify({ store: Object.fromEntries(store.held), request, words: words(manifest.digest), fragment }));
