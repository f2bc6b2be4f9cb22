// What is drawn anew waits for a button that is held down: one that is replaced between down and up is never clicked.

let pressed = false
/** @type {Set<() => void>} */
const waiting = new Set()

const release = () => {
  pressed = false
  setTimeout(() => {
    // once the click has come
    for (const then of waiting) then()
    waiting.clear()
  })
}

addEventListener('pointerdown', () => (pressed = true), true)
addEventListener('pointerup', release, true)
addEventListener('pointercancel', release, true)

/**
 * At once, or when the pointer is up again; the same thing once.
 * @param {() => void} then
 */
export const unpressed = (then) => (pressed ? void waiting.add(then) : then())
