// The few steps every panel takes with the page: make an element, set a text, find a part. Knows no data.

export function make(tag, className = '', text = '') {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text) node.textContent = text
  return node
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/** A text that its box may shorten: the whole of it is told on hover. */
export function setWhole(node, text) {
  setText(node, text)
  if (text) setAttribute(node, 'title', text)
  else node.removeAttribute('title')
}

export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value)
}

export const byId = (id) => document.getElementById(id)
export const part = (root, name) => root.querySelector(`[data-part="${name}"]`)

/** Many changes, one paint: the returned function runs `draw` once before the next frame. */
export function oncePerFrame(draw) {
  let waiting = false
  const run = () => {
    waiting = false
    draw()
  }
  return () => {
    if (waiting) return
    waiting = true
    // a hidden tab gets no frames; a second later is soon enough there
    if (document.hidden) setTimeout(run, 1000)
    else requestAnimationFrame(run)
  }
}
