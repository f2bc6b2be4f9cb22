// What stands on the page as text, measured: boxes of ink, what cuts them, colours. Evaluated in the page.
() => {
  const HAN = /[\u3000-\u9fff\uff00-\uffef]/
  const nodes = []
  const walker = document.createTreeWalker(document.getElementById('wall'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (walker.currentNode.textContent.trim()) nodes.push(walker.currentNode)

  const visible = (element) => !element.closest('.unseen, .ag-header') && element.checkVisibility({ visibilityProperty: true }) && !element.closest('dialog')

  // a line box is higher than its letters: a Han character fills most of an em, capitals and digits less
  function ink(rect, size, text) {
    const half = size * (HAN.test(text) ? 0.46 : 0.37)
    const middle = (rect.top + rect.bottom) / 2
    return { left: rect.left, right: rect.right, top: middle - half, bottom: middle + half }
  }

  // where a g or a y of this text ends
  const pen = document.createElement('canvas').getContext('2d')
  function lowest(rect, style) {
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const { fontBoundingBoxAscent, actualBoundingBoxDescent } = pen.measureText('gjpqy')
    return rect.top + fontBoundingBoxAscent + actualBoundingBoxDescent
  }
  const reachesDown = (text) => /[gjpqy]/.test(text)

  function cutters(element) {
    const found = []
    for (let up = element; up; up = up.parentElement) {
      if (up.matches('.spare')) continue // judged below: what it holds stands whole or not at all
      if (getComputedStyle(up).overflowX !== 'visible') found.push(up.getBoundingClientRect())
    }
    return [...found, { left: 0, top: 0, right: innerWidth, bottom: Infinity }]
  }

  function ground(element) {
    for (let up = element; up; up = up.parentElement) {
      const colour = getComputedStyle(up).backgroundColor
      if (!/^rgba\(.*, 0\)$/.test(colour)) return colour
    }
    return 'rgb(0, 0, 0)'
  }

  // a text that its box shortens to dots tells the whole of it on hover; then only the box must have its place
  const dots = (style) => style.overflowX !== 'visible' && (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none')

  function shortener(element) {
    for (let up = element; up && up.id !== 'wall'; up = up.parentElement) if (dots(getComputedStyle(up))) return up
    return null
  }

  const over = (element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
  const whole = (text) => text.replaceAll(/\s+/g, ' ').trim()
  const told = (element) => whole(element.closest('[title]')?.title ?? '').includes(whole(element.textContent))

  function within(rect, { left, right, top, bottom }) {
    const box = { left: Math.max(rect.left, left), right: Math.min(rect.right, right), top: rect.top, bottom: rect.bottom }
    const middle = (rect.top + rect.bottom) / 2
    return middle < top || middle > bottom || box.right - box.left < 0.5 ? null : { ...box, width: box.right - box.left }
  }

  // dots split a line in two boxes
  function perLine(rects) {
    const lines = new Map()
    for (const rect of rects.filter(Boolean)) {
      const { left, right, top, bottom } = lines.get(Math.round(rect.top)) ?? rect
      const box = { left: Math.min(left, rect.left), right: Math.max(right, rect.right), top, bottom }
      lines.set(Math.round(rect.top), { ...box, width: box.right - box.left })
    }
    return [...lines.values()]
  }

  const texts = nodes.filter((node) => visible(node.parentElement)).flatMap((node) => {
    const element = node.parentElement
    const style = getComputedStyle(element)
    const size = parseFloat(style.fontSize)
    const range = document.createRange()
    range.selectNodeContents(node)
    const svg = element.namespaceURI.endsWith('svg')
    const [short, spare] = [shortener(element), element.closest('.spare')]
    const seen = (rect) => [short, spare].reduce((box, holder) => box && (holder ? within(box, holder.getBoundingClientRect()) : box), rect)
    const lines = perLine([...range.getClientRects()].map((rect) => (short ? seen(rect) : spare && !seen(rect) ? null : rect)))
    const edges = cutters(short?.parentElement ?? element)
    return lines.filter((rect) => rect.width > 0.5).map((rect) => ({
      text: node.textContent.trim(),
      where: element.closest('[id]')?.id + ' ' + element.getAttribute('class'),
      size: style.fontSize,
      color: svg ? style.fill : style.color,
      ground: ground(element),
      box: ink(rect, size, node.textContent),
      low: !svg && !spare && reachesDown(node.textContent)
        && cutters(element).some(({ top, bottom }) => rect.top < bottom && rect.bottom > top && lowest(rect, style) > bottom + 1),
      cut: edges.some((edge) => rect.left < edge.left - 1 || rect.right > edge.right + 1
        || ink(rect, size, node.textContent).top < edge.top - 1 || ink(rect, size, node.textContent).bottom > edge.bottom + 1),
    }))
  })
  const narrow = [...document.querySelectorAll('#wall *')]
    .filter((element) => visible(element) && element.clientWidth > 0 && element.textContent.trim())
    .filter((element) => !element.closest('#chart'))
    .filter((element) => (dots(getComputedStyle(element)) ? over(element) && !told(element) : element.scrollWidth > element.clientWidth + 1))
    .filter((element) => !element.matches('.spare'))
    .map((element) => `${element.tagName} ${element.id} ${element.getAttribute('class')}: ${element.scrollWidth} in ${element.clientWidth}`)
  return { texts, narrow }
}
