// The keyboard of every page: when single keys rest, and how the tables of the contract name a key. Pure: an event's
// plain values in.

const TYPED = /^(INPUT|TEXTAREA|SELECT)$/

/** @param {EventTarget | null} target */
function typing(target) {
  const node = /** @type {HTMLElement | null} */ (target)
  return node?.isContentEditable === true || TYPED.test(node?.tagName ?? '')
}

/**
 * Whether this key is not ours: composing, a browser's shortcut, or somebody types.
 * @param {KeyboardEvent} event
 */
export function rests({ isComposing, keyCode, ctrlKey, metaKey, altKey, target }) {
  return isComposing || keyCode === 229 || ctrlKey || metaKey || altKey || typing(target)
}

/**
 * As the tables name it: a letter is a capital one.
 * @param {string} key
 */
export const keyName = (key) => (key.length === 1 ? key.toUpperCase() : key)
