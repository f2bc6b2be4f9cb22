// The few steps every panel takes with the page: make an element, set a text, find a part. Knows no data.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 */
export function make(tag, className = '', text = '') {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text) node.textContent = text
  return node
}

/**
 * @param {Element} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/**
 * A text that its box may shorten: the whole of it is told on hover.
 * @param {Element} node
 * @param {string} text
 */
export function setWhole(node, text) {
  setText(node, text)
  if (text) setAttribute(node, 'title', text)
  else node.removeAttribute('title')
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {string} value
 */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value)
}

/**
 * @returns {any} of what kind the element is only the layout that drew it knows
 * @param {string} id
 */
export const byId = (id) => document.getElementById(id)
/**
 * @param {ParentNode} root
 * @param {string} name
 * @returns {any} as above
 */
export const part = (root, name) => root.querySelector(`[data-part="${name}"]`)
/**
 * The nearest element around an event's target.
 * @param {Event} event
 * @param {string} selector
 * @returns {any} of what kind it is the selector says
 */
export const closest = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null)
/**
 * @param {Element} node
 * @returns {any[]} elements as the caller made them
 */
export const childrenOf = (node) => [...node.children]
/** @returns {any} the element that has the focus; the body when none has */
export const activeElement = () => document.activeElement

/**
 * Many changes, one paint: the returned function runs `draw` once before the next frame.
 * @param {() => void} draw
 */
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
