// Which key means what. Pure: an event's plain values in, a name out.

import { ACTS, PAGE_KEYS } from '../core/contract.mjs'
import { keyName } from '../core/keys.mjs'

const PRESSED = /^(BUTTON|A|SUMMARY)$/
const AGAIN = new Set(['next', 'previous']) // held down, they go on
const KEYS = new Set(ACTS.map(({ key }) => key).filter(Boolean))

/** @param {EventTarget | null} target */
const pressable = (target) => PRESSED.test(/** @type {HTMLElement | null} */ (target)?.tagName ?? '')

/**
 * As the table names it: with Shift only where that is another key of the table.
 * @param {string} key
 * @param {boolean} shiftKey
 */
function keyOf(key, shiftKey) {
  const name = keyName(key)
  return shiftKey && (KEYS.has(`Shift ${name}`) || `Shift ${name}` in PAGE_KEYS) ? `Shift ${name}` : name
}

/**
 * Null for a key that means nothing. A focused button keeps Enter, unless it `lets` it go.
 * @param {KeyboardEvent} event
 * @param {boolean} [lets]
 * @returns {Meaning | null}
 */
export function meaning({ key, shiftKey, repeat, target }, lets = false) {
  const pressed = keyOf(key, shiftKey)
  const name = PAGE_KEYS[pressed]
  if (repeat && !AGAIN.has(name)) return null
  if (key === 'Enter' && pressable(target) && !lets) return null
  if (/^[1-9]$/.test(key)) return { name: 'number', number: Number(key) }
  if (name) return { name }
  return KEYS.has(pressed) ? { key: pressed } : null
}
