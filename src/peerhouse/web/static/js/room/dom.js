// @ts-check
/** The page's templates and phrases. No sentence is in a script: all of them come from here. */

/**
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {T}
 */
export function find(selector, within = document) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {T} */ (found);
}

/**
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(name) {
  return find(`[data-part="${name}"]`);
}

/**
 * A copy of `<template id="…">`.
 *
 * @param {string} id
 * @returns {DocumentFragment}
 */
export function copy(id) {
  return /** @type {DocumentFragment} */ (templateOf(id).content.cloneNode(true));
}

/**
 * The place of that name in a copy; null where this state has none.
 *
 * @param {ParentNode} within
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function slot(within, name) {
  return within.querySelector(`[data-slot="${name}"]`);
}

/**
 * Writes a text into a place, if it is there, and shows it unless the text is empty.
 *
 * @param {ParentNode} within
 * @param {string} name
 * @param {string} text
 */
export function write(within, name, text) {
  const place = slot(within, name);
  if (!place) return;
  place.textContent = text;
  place.hidden = text === "";
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function phrase(name, values = {}) {
  const text = find(`[data-phrase="${name}"]`, templateOf("phrases").content).textContent ?? "";
  return text.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

/**
 * @param {string} id
 * @returns {HTMLTemplateElement}
 */
function templateOf(id) {
  return /** @type {HTMLTemplateElement} */ (find(`template#${id}`));
}
