// The camera panels open in this page: one beat for all their ages, and what tests and support may ask of them.

const EVERY_MS = 500
const open = new Set()
let timer = 0

const draw = () => open.forEach((panel) => panel.draw())

/**
 * `panel`: {draw(), answer()}.
 * @param {any} panel
 */
export function opened(panel) {
  open.add(panel)
  timer ||= setInterval(draw, EVERY_MS)
}

/** @param {any} panel */
export function closed(panel) {
  open.delete(panel)
  if (open.size) return
  clearInterval(timer)
  timer = 0
}

/** → [{panel, camera, state, at, painted, dropped, latency}]; latency: ms from `at` to painted, of the newest. */
export const answers = () => [...open].map((panel) => panel.answer())

/**
 * `detail`: {panel, camera, at, number}.
 * @param {object} detail
 */
export function tellPicture(detail) {
  window.dispatchEvent(new CustomEvent('gridwall:picture', { detail }))
}
