import { readFileSync } from "node:fs";

export const RFC = JSON.parse(readFileSync(new URL("../../credentials/vectors/rfc9474.json", import.meta.url), "utf8"));
export const SITTING = "0f6b3b3e-5a0c-4c0e-9b1f-3d6f3f0a7c11";

export const fromHex = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
export const toHex = (bytes) => Buffer.from(bytes).toString("hex");
export const utf8 = (text) => new TextEncoder().encode(text);

/** localStorage as a browser gives it, and what was written to it, in order. */
export function storage() {
  const held = new Map();
  const written = [];
  return {
    held,
    written,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => {
      held.set(key, String(value));
      written.push(value);
    },
    removeItem: (key) => held.delete(key),
  };
}

/** An issuer's key pair made by WebCrypto: `n` is its modulus in base64url. */
export async function issuerKey(bits = 2048) {
  const algorithm = { name: "RSA-PSS", hash: "SHA-384", modulusLength: bits, publicExponent: Uint8Array.of(1, 0, 1) };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  return { ...pair, n: (await crypto.subtle.exportKey("jwk", pair.publicKey)).n };
}

/** The manifest's bytes for `[slot, n]` pairs, as the server writes them. */
export function manifestOf(slots, changes = {}) {
  return utf8(JSON.stringify({ e: 65537, protocol: "peerhouse/v1", sitting: SITTING, slots, ...changes }));
}
