// Reports per hour: 24 slots, the running hour outlined, yesterday as a thin line. Plotly draws; Dash owns it, and
// is given it only when the map stands: Plotly's script holds the page up for longer than all others together,
// though it is a quarter of the one that Dash would take: bars and lines are all we draw.
import { now } from '../core/clock.mjs'
import { byId } from '../core/dom.mjs'
import { whenElement } from '../core/element_ready.mjs'
import { page, word } from '../core/page.mjs'
import { reloadOnce } from '../core/reload.mjs'
import { on } from '../core/store.mjs'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const TICKS = [0, 6, 12, 18]
const AT_MOST_EVERY_MS = 1000
const RESIZED_MS = 100 // a window that is pulled larger is drawn when it rests
const PATIENCE_MS = 1000
const ARRIVAL_MS = 30_000
const HOUR_MS = 3_600_000

const PLOTLY = new URL('../vendor/plotly.js', import.meta.url).href

export function mountChart() {
  whenPainted(() => {
    window._dashPlotlyJSURL = PLOTLY
    window.dash_clientside.set_props('chart-place', { children: page.chart })
    setTimeout(lookForIt, ARRIVAL_MS)
  })
  whenElement('chart-graph', followHours)
}

// Dash asks for Plotly's script once: if the server was away just then, only a new page brings the chart.
function lookForIt() {
  if (!document.querySelector('#chart-graph .main-svg')) reloadOnce(`chart ${Math.floor(now() / HOUR_MS)}`)
}

// Once ground and people stand, and the browser has nothing better to do.
/** @param {() => void} then */
function whenPainted(then) {
  const painted = () => {
    if (byId('map-box').dataset.painted === undefined) return
    removeEventListener('gridwall:paint', painted)
    requestIdleCallback(then, { timeout: PATIENCE_MS })
  }
  addEventListener('gridwall:paint', painted)
}

// The graph's own element is Dash's to replace; the place around it stays.
function followHours() {
  const place = byId('chart-place')
  /** @type {RoomState['hours']} */
  let wanted = null
  let shown = ''
  /** @type {any} */
  let timer = null
  const draw = () => {
    timer = null
    if (!place.clientWidth) return // nobody sees it: it is drawn when it has a size again
    const key = JSON.stringify([wanted, place.clientWidth, place.clientHeight])
    if (key === shown || !window.dash_clientside?.set_props) return
    shown = key
    window.dash_clientside.set_props('chart-graph', { figure: figure(wanted) })
  }
  const soon = () => {
    if (wanted && timer === null) timer = setTimeout(draw, shown ? AT_MOST_EVERY_MS : 0)
  }
  on('state', ({ state: { hours } }) => {
    wanted = hours || wanted
    soon()
  })
  new ResizeObserver(() => {
    if (!shown) return soon()
    clearTimeout(timer)
    timer = setTimeout(draw, RESIZED_MS)
  }).observe(place)
}

/** @param {string} name */
function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

function figure(/** @type {any} */ { today, yesterday, now }) {
  return { data: [bars(today, now), line(yesterday)], layout: layout(today, yesterday) }
}

/**
 * @param {number[]} today
 * @param {number} now
 */
function bars(today, now) {
  const running = HOURS.map((hour) => hour === now)
  return {
    type: 'bar',
    x: HOURS,
    y: HOURS.map((hour) => (hour <= now ? today[hour] : 0)),
    marker: {
      color: running.map((is) => (is ? 'rgba(0,0,0,0)' : token('--bar'))),
      line: { color: token('--text'), width: running.map((is) => (is ? 1.5 : 0)) },
    },
    customdata: HOURS.map((hour) => word('hour_hover', { hour })),
    hovertemplate: `%{customdata} · ${word('chart_today')} %{y:,}<extra></extra>`,
  }
}

/** @param {number[]} yesterday */
function line(yesterday) {
  return {
    type: 'scatter',
    mode: 'lines',
    x: HOURS,
    y: yesterday,
    line: { color: token('--text-second'), width: 1 },
    customdata: HOURS.map((hour) => word('hour_hover', { hour })),
    hovertemplate: `%{customdata} · ${word('chart_yesterday')} %{y:,}<extra></extra>`,
  }
}

/**
 * @param {number[]} today
 * @param {number[]} yesterday
 */
function layout(today, yesterday) {
  const graph = byId('chart-graph')
  const { clientWidth: width, clientHeight: height } = graph
  const size = parseFloat(getComputedStyle(graph).fontSize)
  const font = { family: getComputedStyle(graph).fontFamily, size, color: token('--text-second') }
  // dropped on request, or where the hours would collide
  const axis = graph.closest('.no-chart-axis') === null && width > TICKS.length * 3 * size
  return {
    font,
    width,
    height,
    bargap: 0.25,
    showlegend: false,
    dragmode: false,
    margin: { l: size * 0.5, r: 0, t: size * 0.25, b: axis ? size * 1.6 : 0 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    hoverlabel: { bgcolor: token('--ground-up'), bordercolor: token('--line'), font },
    xaxis: hours(axis),
    yaxis: { visible: false, fixedrange: true, range: [0, Math.max(4, ...today, ...yesterday) * 1.08] },
  }
}

/** @param {boolean} axis */
function hours(axis) {
  return {
    tickvals: TICKS,
    ticktext: TICKS.map((hour) => word('hour_tick', { hour })),
    showticklabels: axis,
    ticklabeloverflow: 'allow',
    tickangle: 0,
    range: [-0.6, 23.6],
    fixedrange: true,
    showgrid: false,
    zeroline: false,
  }
}
