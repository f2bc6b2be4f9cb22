// The panels of a screen, in the order of the page: a wall's, without what only somebody who works there needs. Decides nothing.
import { mountBand } from '../panels/band.mjs'
import { mountBreadcrumbs } from '../panels/breadcrumbs.mjs'
import { mountClock } from '../panels/clock.mjs'
import { mountHeader } from '../panels/header.mjs'
import { mountLegend } from '../panels/legend.mjs'
import { mountQuiet } from '../panels/quiet.mjs'
import { mountStatusLight } from '../panels/status_light.mjs'
import { fillWords } from '../core/names.mjs'
import { mountNumbers } from '../core/numbers.mjs'
import { word } from '../core/page.mjs'
import { mountAlarmSounds } from '../wall/alarm_sounds.mjs'
import { mountBurnin } from '../wall/burn_in.mjs'
import { mountCameras } from '../wall/cameras/wall.mjs'
import { mountChart } from '../wall/chart.mjs'
import { mountCoverage } from '../wall/coverage.mjs'
import { mountDistance } from '../wall/distance.mjs'
import { mountEarlier } from '../wall/earlier.mjs'
import { mountFeed } from '../wall/feed.mjs'
import { mountMapList } from '../wall/map_list.mjs'
import { mountNow } from '../wall/now.mjs'
import { mountPeople } from '../wall/people_panel.mjs'
import { mountTiles } from '../wall/tiles.mjs'
import { mountToday } from '../wall/today.mjs'
import { mountTurns } from '../wall/turns.mjs'
import { mountWide } from '../wall/wide.mjs'

/**
 * `wall`: the element that Dash drew with every region in it; `query()`: how it hangs, as an address says it. Answers what the
 * screen's own parts need: {cameras, sized}.
 * @param {HTMLElement} wall
 * @param {() => URLSearchParams} query
 */
export function mountPanels(wall, query) {
  fillWords(wall)
  const sized = mountDistance(wall, query)
  mountWide(wall)
  mountHeader(wall)
  mountBreadcrumbs()
  mountStatusLight(wall)
  mountClock()
  mountBand({
    who: ({ inspector }) => (inspector ? word('band_who', { who: inspector }) : ''),
    way: () => '', // a screen names nobody
    button: () => ({ text: '', rests: true }), // whoever takes note of a call has a name
    press() {},
    open() {},
  })
  mountNumbers(wall)
  mountPeople()
  mountNow()
  mountToday()
  mountChart()
  mountTurns()
  mountCoverage()
  mountEarlier(wall)
  mountLegend()
  mountQuiet()
  mountTiles()
  mountMapList()
  mountFeed()
  const cameras = mountCameras()
  mountBurnin(wall)
  mountAlarmSounds()
  return { cameras, sized }
}
