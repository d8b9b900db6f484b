// @ts-check
/**
 * Why a seal could not be made. Pages turn the code into words; there are no sentences in scripts.
 *
 * - `weak-key`: a modulus outside 2048 to 4096 bits, or another exponent than 65537
 * - `malformed`: a manifest, a wallet or a fragment that cannot be read
 * - `wrong-keys`: the manifest is not the one whose digest was promised
 * - `other-keys`: this browser holds seals, or a request for seals, made with other keys for the same sitting
 * - `bad-answer`: what the issuer answered are not signatures of our messages
 *
 * @typedef {"weak-key" | "malformed" | "wrong-keys" | "other-keys" | "bad-answer"} SealErrorCode
 */

export class SealError extends Error {
  /** @param {SealErrorCode} code */
  constructor(code) {
    super(code);
    this.name = "SealError";
    this.code = code;
  }
}
