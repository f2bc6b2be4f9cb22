// What stands on the page as text, measured: boxes of ink, what cuts them, colours. Evaluated in the page.
() => {
  const HAN = /[\u3000-\u9fff\uff00-\uffef]/
  const nodes = []
  const walker = document.createTreeWalker(document.getElementById('wall'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (walker.currentNode.textContent.trim()) nodes.push(walker.currentNode)

  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('dialog')

  // a line box is higher than its letters: a Han character fills most of an em, capitals and digits less
  function ink(rect, size, text) {
    const half = size * (HAN.test(text) ? 0.46 : 0.37)
    const middle = (rect.top + rect.bottom) / 2
    return { left: rect.left, right: rect.right, top: middle - half, bottom: middle + half }
  }

  function cutters(element) {
    const found = []
    for (let up = element; up; up = up.parentElement) {
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

  // over a picture a long name ends in dots by design; the list behind the number of cameras has it whole
  const shortened = (element) => element.matches('.camera-name, .camera-reason')

  const texts = nodes.filter((node) => visible(node.parentElement)).flatMap((node) => {
    const element = node.parentElement
    const style = getComputedStyle(element)
    const size = parseFloat(style.fontSize)
    const range = document.createRange()
    range.selectNodeContents(node)
    const svg = element.namespaceURI.endsWith('svg')
    const lines = shortened(element) ? [element.getBoundingClientRect()] : [...range.getClientRects()]
    return lines.filter((rect) => rect.width > 0.5).map((rect) => ({
      text: node.textContent.trim(),
      where: element.closest('[id]')?.id + ' ' + element.getAttribute('class'),
      size: style.fontSize,
      color: svg ? style.fill : style.color,
      ground: ground(element),
      box: ink(rect, size, node.textContent),
      cut: cutters(element).some((edge) => rect.left < edge.left - 1 || rect.right > edge.right + 1
        || ink(rect, size, node.textContent).top < edge.top - 1 || ink(rect, size, node.textContent).bottom > edge.bottom + 1),
    }))
  })
  const narrow = [...document.querySelectorAll('#wall *')]
    .filter((element) => visible(element) && element.clientWidth > 0 && element.textContent.trim())
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && !element.closest('#chart') && !shortened(element))
    .map((element) => `${element.tagName} ${element.id} ${element.getAttribute('class')}: ${element.scrollWidth} in ${element.clientWidth}`)
  return { texts, narrow }
}
