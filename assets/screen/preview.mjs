// A screen within the page of whoever arranges what screens show: told by that page instead of by its server, it draws what it would
// draw in its room. It stands for no screen, and says nothing of itself to anybody else.

const EVERY_MS = 500

/** Whether this page is one. */
export const isPreview = ({ pathname } = location) => /\/screen\/preview\/[^/]+$/.test(pathname)

/**
 * `changed(told)` at each telling; `answer()` as of Screen: what is drawn now.
 * @param {(told: ScreenTold) => void} changed
 * @param {() => object} answer
 */
export function followParent(changed, answer) {
  const { origin } = location
  addEventListener('message', ({ source, origin: from, data }) => {
    if (source === parent && from === origin && data?.told) changed(data.told)
  })
  setInterval(() => parent.postMessage(answer(), origin), EVERY_MS)
}
