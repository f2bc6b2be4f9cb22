// Elements of a drawing, from values.

/**
 * @param {string} tag
 * @param {Record<string, string | number>} props attributes
 * @param {...SVGElement} children
 * @returns {any} an SVGElement
 */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag)
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value))
  node.append(...children)
  return node
}
