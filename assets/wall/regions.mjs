// The regions of a wall, in the order of the page: also those of a screen, which takes nothing from anybody. Decides nothing.
import { mountCameras } from './cameras/wall.mjs'
import { mountAlarmSounds } from './alarm_sounds.mjs'
import { mountBurnin } from './burn_in.mjs'
import { mountChart } from './chart.mjs'
import { mountClock } from '../panels/clock.mjs'
import { mountCoverage } from './coverage.mjs'
import { mountBreadcrumbs } from '../panels/breadcrumbs.mjs'
import { mountDistance } from './distance.mjs'
import { mountEarlier } from './earlier.mjs'
import { mountFeed } from './feed.mjs'
import { mountHeader } from '../panels/header.mjs'
import { mountLegend } from '../panels/legend.mjs'
import { mountMapList } from './map_list.mjs'
import { mountStatusLight } from '../panels/status_light.mjs'
import { reloadWhenForbidden } from '../core/allowed.mjs'
import { fillWords } from '../core/names.mjs'
import { mountNow } from './now.mjs'
import { mountNumbers } from '../core/numbers.mjs'
import { mountPeople } from './people_panel.mjs'
import { mountQuiet } from '../panels/quiet.mjs'
import { mountTiles } from './tiles.mjs'
import { mountToday } from './today.mjs'
import { mountTurns } from './turns.mjs'
import { mountWide } from './wide.mjs'

/**
 * `wall`: the element that Dash drew with every region in it; `mountCalls`: the band of calls for help, which somebody may answer
 * or nobody; `query()`: how it hangs, as an address says it. Answers what a screen's own parts need: {cameras, sized}.
 * @param {HTMLElement} wall
 * @param {() => void} mountCalls
 * @param {() => URLSearchParams} [query]
 */
export function mountRegions(wall, mountCalls, query) {
  fillWords(wall)
  reloadWhenForbidden()
  const sized = mountDistance(wall, query)
  mountWide(wall)
  mountHeader(wall)
  mountBreadcrumbs()
  mountStatusLight(wall)
  mountClock()
  mountCalls()
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
