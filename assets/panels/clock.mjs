// Date and clock by the server's time, in the city's zone. Ticks on the second.
import { now } from '../core/clock.mjs'
import { page, word } from '../core/page.mjs'
import { byId, make, setText } from '../core/dom.mjs'
import { isChinese } from '../core/names.mjs'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

export function mountClock() {
  const show = painter(page.timezone)
  const tick = () => {
    const at = now()
    show(at)
    setTimeout(tick, 1000 - (at % 1000) + 5)
  }
  tick()
}

/** @param {string} timeZone */
function painter(timeZone) {
  /**
   * @param {string} language
   * @param {Intl.DateTimeFormatOptions} options
   */
  const format = (language, options) => new Intl.DateTimeFormat(language, { timeZone, ...options })
  const time = format('en-GB', { hour12: false, hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const day = format(isChinese() ? 'zh-CN' : 'en-GB', {
    month: isChinese() ? 'long' : 'short',
    day: 'numeric',
  })
  const weekday = format('en-US', { weekday: 'short' })
  const lines = [make('span'), make('span')]
  byId('date').replaceChildren(...lines)
  return (/** @type {number} */ at) => {
    setText(byId('clock'), time.format(at))
    setText(lines[0], day.format(at))
    setText(lines[1], word(`weekday_${WEEKDAYS.indexOf(weekday.format(at))}`))
  }
}
