// Which key means what. Pure: an event's plain values in, a name out. Single keys rest while somebody types or
// composes Chinese.

import { ACTS, PAGE_KEYS } from '../core/contract.mjs'

const TYPED = /^(INPUT|TEXTAREA|SELECT)$/
const PRESSED = /^(BUTTON|A|SUMMARY)$/
const AGAIN = new Set(['next', 'previous']) // held down, they go on
const KEYS = new Set(ACTS.map(({ key }) => key).filter(Boolean))

/** @param {EventTarget | null} target */
function typing(target) {
  const node = /** @type {HTMLElement | null} */ (target)
  return node?.isContentEditable === true || TYPED.test(node?.tagName ?? '')
}

/** @param {EventTarget | null} target */
const pressable = (target) => PRESSED.test(/** @type {HTMLElement | null} */ (target)?.tagName ?? '')

/**
 * Whether this key is not ours: composing, a browser's shortcut, or somebody types.
 * @param {KeyboardEvent} event
 */
export function rests({ isComposing, keyCode, ctrlKey, metaKey, altKey, target }) {
  return isComposing || keyCode === 229 || ctrlKey || metaKey || altKey || typing(target)
}

/**
 * As the table names it: a letter is a capital one, with Shift only where that is another key of the table.
 * @param {string} key
 * @param {boolean} shiftKey
 */
function keyOf(key, shiftKey) {
  const name = key.length === 1 ? key.toUpperCase() : key
  return shiftKey && KEYS.has(`Shift ${name}`) ? `Shift ${name}` : name
}

/**
 * Null for a key that means nothing. A focused button keeps Enter.
 * @param {KeyboardEvent} event
 * @returns {Meaning | null}
 */
export function meaning({ key, shiftKey, repeat, target }) {
  const pressed = keyOf(key, shiftKey)
  const name = PAGE_KEYS[pressed]
  if (repeat && !AGAIN.has(name)) return null
  if (key === 'Enter' && pressable(target)) return null
  if (/^[1-9]$/.test(key)) return { name: 'number', number: Number(key) }
  if (name) return { name }
  return KEYS.has(pressed) ? { key: pressed } : null
}
