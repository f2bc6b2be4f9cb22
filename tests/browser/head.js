// What is wrong with a wall's header: parts outside of it, on one another or cut. Evaluated in the page.
;() => {
  const head = document.getElementById('head')
  const outer = head.getBoundingClientRect()
  const wrong = []
  const parts = [...head.children].filter((part) => part.checkVisibility())
  const boxes = parts.map((part) => part.getBoundingClientRect())
  boxes.forEach(({ left, right, top, bottom }, at) => {
    if (left < 0 || right > innerWidth || top < outer.top || bottom > outer.bottom + 1)
      wrong.push(`${parts[at].id} is outside`)
    for (const [other, box] of boxes.slice(0, at).entries())
      if (left < box.right - 1 && right > box.left + 1 && top < box.bottom - 1 && bottom > box.top + 1)
        wrong.push(`${parts[at].id} on ${parts[other].id}`)
  })
  const whole = '#mute > *, #light > .light-word, #light-note, #clock, #date, #world > b, b.crumb'
  for (const text of head.querySelectorAll(whole)) {
    const em = parseFloat(getComputedStyle(text).fontSize)
    const wide = text.matches('.crumb') ? Math.min(text.scrollWidth, 4 * em) : text.scrollWidth
    // a line's own box is higher than its letters; a line that is missing is higher than half of one
    if (
      text.checkVisibility() &&
      (wide > text.clientWidth + 1 || text.scrollHeight > text.clientHeight + em / 2)
    )
      wrong.push(`${text.textContent} is cut`)
  }
  return { wrong, high: outer.height / parseFloat(getComputedStyle(document.documentElement).fontSize) }
}
