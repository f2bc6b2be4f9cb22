// A number day by day as a line; a day that is chosen there is looked at. Plotly draws, fetched when it is wanted.

import { make } from '../core/dom.mjs'
import { word } from '../core/page.mjs'
import { facts } from './facts.mjs'
import { duration, isRate, shown, valueOf } from './numbers.mjs'

const PLOTLY = new URL('../vendor/plotly.js', import.meta.url).href
const CONFIG = { displayModeBar: false, displaylogo: false, showSendToCloud: false, plotlyServerURL: '' }
/** @type {Promise<any> | null} */
let arriving = null

/** @returns {Promise<any>} */
function plotly() {
  arriving ??= new Promise((resolve, reject) => {
    const script = make('script')
    script.src = PLOTLY
    script.onload = () => resolve(/** @type {any} */ (window).Plotly)
    script.onerror = reject
    document.head.append(script)
  })
  return arriving
}

/**
 * @param {any} host
 * @param {ReviewDay[]} days
 * @param {string} number
 * @param {(day: string) => void} choose
 */
export async function drawChart(host, days, number, choose) {
  const drawn = JSON.stringify([days.length, days[0]?.day, number, host.clientWidth])
  if (host.dataset.drawn === drawn || !host.clientWidth) return
  host.dataset.drawn = drawn
  const Plotly = await plotly().catch(() => null)
  if (!Plotly) {
    arriving = null
    delete host.dataset.drawn
    return host.replaceChildren(make('p', 'review-note', word('chart_failed')))
  }
  if (host.dataset.drawn !== drawn) return
  host.setAttribute('role', 'img')
  host.setAttribute('aria-label', spoken(days, number))
  await Plotly.react(host, [line(host, days, number)], layout(host, days, number), CONFIG)
  host.removeAllListeners('plotly_click')
  host.on('plotly_click', (/** @type {any} */ { points }) => choose(points[0].x))
}

/**
 * @param {ReviewDay[]} days
 * @param {string} number
 */
const spoken = (days, number) =>
  `${word('chart', { number: word(`number_${number}`) })}: ${days.map(({ day, row }) => `${day} ${shown(valueOf(row, number), number)}`).join(', ')}`

/** @param {string} name */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/**
 * @param {HTMLElement} host
 * @param {ReviewDay[]} days
 * @param {string} number
 */
function line(host, days, number) {
  const unit = parseFloat(getComputedStyle(host).fontSize) / 16 // on a large screen lines are wider, too
  const values = days.map(({ row }) => valueOf(row, number))
  const within = days.map(({ day }) => day >= facts.first && day <= facts.last)
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: days.map(({ day }) => day),
    y: values,
    line: { color: token('--text-second'), width: 2 * unit },
    marker: {
      size: within.map((is) => (is ? 10 : 6) * unit),
      color: within.map((is) => token(is ? '--text' : '--text-second')),
    },
    customdata: days.map(({ day }, nth) => word('chart_hover', { day, value: shown(values[nth], number) })),
    hovertemplate: '%{customdata}<extra></extra>',
  }
}

/**
 * @param {HTMLElement} host
 * @param {ReviewDay[]} days
 * @param {string} number
 */
function layout(host, days, number) {
  const style = getComputedStyle(host)
  const size = parseFloat(style.fontSize)
  const font = { family: style.fontFamily, size, color: token('--text-second') }
  const [least, most] = bounds(days, number)
  return {
    font,
    width: host.clientWidth,
    height: host.clientHeight,
    showlegend: false,
    dragmode: false,
    margin: { l: size * 4.5, r: size * 1.5, t: size * 0.75, b: size * 2 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    hoverlabel: { bgcolor: token('--ground-up'), bordercolor: token('--line'), font },
    xaxis: axis({ type: 'category', nticks: Math.max(2, Math.floor(host.clientWidth / (size * 9))) }),
    yaxis: axis({ range: [least, most], ...ticks(most, number) }),
  }
}

/**
 * Counts begin at nothing; a rate has its range, or else none of its changes would be seen.
 * @param {ReviewDay[]} days
 * @param {string} number
 * @returns {[number, number]}
 */
function bounds(days, number) {
  const values = days.flatMap(({ row }) => valueOf(row, number) ?? [])
  const most = Math.max(...values, 0)
  if (!isRate(number)) return [0, Math.max(most, 1) * 1.1]
  const least = Math.min(...values, 1)
  const room = Math.max((most - least) * 0.2, 0.02)
  return values.length ? [Math.max(least - room, -0.01), Math.min(most + room, 1.01)] : [0, 1]
}

/** @param {Record<string, any>} more */
const axis = (more) => ({
  fixedrange: true,
  zeroline: false,
  tickangle: 0,
  gridcolor: token('--line'),
  linecolor: token('--line'),
  ...more,
})

/**
 * @param {number} most
 * @param {string} number
 */
function ticks(most, number) {
  if (isRate(number)) return { tickformat: '.0%', nticks: 4 }
  if (number !== 'first_response_s') return { tickformat: ',d', nticks: 4 }
  const values = [0, most / 3, (most * 2) / 3]
  return { tickvals: values, ticktext: values.map(duration) }
}
