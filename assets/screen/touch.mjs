// Somebody at the screen: a touch or a key lets the programme rest for a while, arrows go on and back. Nothing on a screen is opened or
// left by it. Full screen on F.
import { rests } from '../core/keys.mjs'

const REST_MS = 60_000
/** @type {Record<string, number>} */
const TURNS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }

/**
 * Answers whether it rests now.
 * @param {HTMLElement} root
 * @param {(by: number) => void} turn
 */
export function followTouch(root, turn) {
  let until = -Infinity
  const rest = () => (until = performance.now() + REST_MS)
  for (const kind of ['click', 'dblclick', 'pointerdown', 'wheel', 'contextmenu'])
    root.addEventListener(
      kind,
      (event) => {
        rest()
        event.stopPropagation()
        event.preventDefault()
      },
      { capture: true, passive: false },
    )
  document.addEventListener('keydown', (event) => {
    if (rests(event)) return
    const by = TURNS[event.key]
    if (by) {
      rest()
      turn(by)
    } else if (event.key === 'Escape') until = -Infinity
    else if (event.key.toLowerCase() === 'f') full()
  })
  return () => performance.now() < until
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen().catch(() => {}) // refused by the browser's own rule: stay as we are
}
