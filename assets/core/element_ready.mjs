// Waits until Dash has drawn an element. Knows nothing of what is mounted there.

/**
 * Calls `mount(element)` once, as soon as an element with this id is on the page.
 * @param {string} id
 * @param {(element: HTMLElement) => void} mount
 */
export function whenElement(id, mount) {
  const there = document.getElementById(id)
  if (there) {
    mount(there)
    return
  }
  const observer = new MutationObserver(() => {
    const element = document.getElementById(id)
    if (!element) return
    observer.disconnect()
    mount(element)
  })
  observer.observe(document.documentElement, { childList: true, subtree: true })
}
