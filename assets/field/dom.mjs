// Elements from values. Text is text: nothing here reads markup.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} props attributes; besides `class`, `data` and `on`, an object each
 * @param {...any} children
 */
export function make(tag, props = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue
    if (name === 'on')
      for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler)
    else if (name === 'class') node.className = value
    else if (name === 'data') Object.assign(node.dataset, value)
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  return node
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {(event: Event) => void} pressed
 */
export function button(text, kind, pressed, more = {}) {
  return make('button', { type: 'button', class: `button ${kind}`, on: { click: pressed }, ...more }, text)
}
