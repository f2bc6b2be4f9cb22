// Which number somebody stands on, so that they still do when the numbers are drawn anew.

const PLACES = '[data-part="rows"], [data-part="headline"]'

/** @typedef {{part: string, of: string, number: string, against: string, nth: number}} Held */

/**
 * @param {Element | null} host
 * @param {{of?: string, number?: string, against?: string}} wanted
 * @returns {HTMLElement[]}
 */
const alike = (host, { of, number, against }) =>
  [...(host?.querySelectorAll('button') ?? [])].filter(
    ({ dataset }) => dataset.of === of && dataset.number === number && dataset.against === against,
  )

/**
 * @param {Element | null} node
 * @returns {Held | null} null for one that is no number of the page
 */
export function heldBy(node) {
  const host = /** @type {HTMLElement | null} */ (node?.closest(PLACES) ?? null)
  if (!(node instanceof HTMLElement) || !host || !node.dataset.number) return null
  const { of = '', number = '', against = '' } = node.dataset
  return { part: host.dataset.part ?? '', of, number, against, nth: alike(host, node.dataset).indexOf(node) }
}

/**
 * The same number as it stands now; null when it is there no more.
 * @param {Held | null} held
 */
export const standsAt = (held) =>
  held && (alike(document.querySelector(`[data-part="${held.part}"]`), held)[held.nth] ?? null)
