// Which key means what. Pure: an event's plain values in, a name out. Single keys rest while somebody types or
// composes Chinese.

import { ACTS, PAGE_KEYS } from '../core/contract.mjs'

const TYPED = /^(INPUT|TEXTAREA|SELECT)$/
const PRESSED = /^(BUTTON|A|SUMMARY)$/
const AGAIN = new Set(['next', 'previous']) // held down, they go on
const KEYS = new Set(ACTS.map(({ key }) => key).filter(Boolean))

const typing = (target) => target?.isContentEditable === true || TYPED.test(target?.tagName ?? '')

/** Whether this key is not ours: composing, a browser's shortcut, or somebody types. */
export function rests({ isComposing, keyCode, ctrlKey, metaKey, altKey, target }) {
  return isComposing || keyCode === 229 || ctrlKey || metaKey || altKey || typing(target)
}

/** As the table names it: a letter is a capital one, with Shift only where that is another key of the table. */
function keyOf(key, shiftKey) {
  const name = key.length === 1 ? key.toUpperCase() : key
  return shiftKey && KEYS.has(`Shift ${name}`) ? `Shift ${name}` : name
}

/** {name} of the page's own, {name: 'number', number}, {key} of a case command, or null. A focused button keeps Enter. */
export function meaning({ key, shiftKey, repeat, target }) {
  const pressed = keyOf(key, shiftKey)
  const name = PAGE_KEYS[pressed]
  if (repeat && !AGAIN.has(name)) return null
  if (key === 'Enter' && PRESSED.test(target?.tagName ?? '')) return null
  if (/^[1-9]$/.test(key)) return { name: 'number', number: Number(key) }
  if (name) return { name }
  return KEYS.has(pressed) ? { key: pressed } : null
}
