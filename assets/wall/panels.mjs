// The panels of the wall, in the order of the page. Decides nothing.
import { mountCameras } from './cameras/wall.mjs'
import { mountAcknowledging } from './acknowledge.mjs'
import { mountAlarmSounds } from './alarm_sounds.mjs'
import { mountBurnin } from './burn_in.mjs'
import { mountChart } from './chart.mjs'
import { mountChosen } from './chosen.mjs'
import { mountClock } from '../panels/clock.mjs'
import { mountCoverage } from './coverage.mjs'
import { mountBreadcrumbs } from '../panels/breadcrumbs.mjs'
import { mountDetails } from '../panels/details.mjs'
import { mountDialogs } from '../panels/dialogs.mjs'
import { mountDistance } from './distance.mjs'
import { mountEarlier } from './earlier.mjs'
import { mountFeed } from './feed.mjs'
import { mountHeader } from '../panels/header.mjs'
import { mountKeys } from './keys.mjs'
import { mountLegend } from '../panels/legend.mjs'
import { mountMapCard } from '../panels/map_card.mjs'
import { mountMapList } from './map_list.mjs'
import { mountStatusLight } from '../panels/status_light.mjs'
import { fillWords } from '../core/names.mjs'
import { mountNow } from './now.mjs'
import { mountNumbers } from '../core/numbers.mjs'
import { mountPeople } from './people_panel.mjs'
import { mountQuiet } from '../panels/quiet.mjs'
import { mountTileFocus } from './tile_focus.mjs'
import { mountTiles } from './tiles.mjs'
import { mountToday } from './today.mjs'
import { mountTurns } from './turns.mjs'
import { mountWide } from './wide.mjs'

/**
 * `wall`: the element that Dash drew with every region in it.
 * @param {HTMLElement} wall
 */
export function mountPanels(wall) {
  fillWords(wall)
  mountDistance(wall)
  mountWide(wall)
  mountHeader(wall)
  mountBreadcrumbs()
  mountStatusLight(wall)
  mountClock()
  mountAcknowledging()
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
  mountTileFocus()
  mountMapCard()
  mountMapList()
  mountFeed()
  mountChosen()
  mountCameras()
  mountDialogs()
  mountDetails(wall)
  mountKeys()
  mountBurnin(wall)
  mountAlarmSounds()
}
