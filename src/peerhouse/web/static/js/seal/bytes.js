// @ts-check
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * Base64url of RFC 4648, without padding: the only form in which bytes travel.
 *
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toBase64Url(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * @param {string} text
 * @returns {Bytes}
 */
export function fromBase64Url(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * @param {...Uint8Array} parts
 * @returns {Bytes}
 */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * Big-endian.
 *
 * @param {Uint8Array} bytes
 * @returns {bigint}
 */
export function toInteger(bytes) {
  return BigInt("0x0" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""));
}

/**
 * Big-endian, exactly `length` bytes.
 *
 * @param {bigint} integer
 * @param {number} length
 * @returns {Bytes}
 */
export function fromInteger(integer, length) {
  const hex = integer.toString(16).padStart(2 * length, "0");
  return Uint8Array.from({ length }, (_, index) => parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}

/**
 * @param {number} length
 * @returns {Bytes}
 */
export function randomBytes(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}
