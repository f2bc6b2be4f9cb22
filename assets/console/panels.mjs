// The parts of the console, in the order of the page. Decides nothing.

import { keepCameras } from '../cameras/list.mjs'
import { mountClock } from '../panels/clock.mjs'
import { mountBreadcrumbs } from '../panels/breadcrumbs.mjs'
import { mountDetails } from '../panels/details.mjs'
import { mountDialogs } from '../panels/dialogs.mjs'
import { mountHeader } from '../panels/header.mjs'
import { mountLegend, mountLegendKey } from '../panels/legend.mjs'
import { mountMapCard } from '../panels/map_card.mjs'
import { mountStatusLight } from '../panels/status_light.mjs'
import { byId } from '../core/dom.mjs'
import { fillWords } from '../core/names.mjs'
import { mountNumbers } from '../core/numbers.mjs'
import { mountQuiet } from '../panels/quiet.mjs'
import { mountActions } from './card/actions.mjs'
import { mountCard } from './card/card.mjs'
import { mountFooter } from './footer.mjs'
import { mountKeys } from './keys.mjs'
import { mountPerformance } from './performance/panel.mjs'
import { mountQueue } from './queue/queue.mjs'
import { mountFilters } from './queue/filter_bar.mjs'
import { mountSearch } from './queue/search.mjs'
import { mountTold } from '../panels/told.mjs'
import { mountToScreen } from '../panels/to_screen.mjs'
import { mountSeat } from './seat.mjs'
import { mountAlarmSounds } from './alarms/alarm_sounds.mjs'
import { mountCallBand } from './alarms/call_band.mjs'
import { mountPhone } from './phone.mjs'
import { mountTouch } from './touch.mjs'

/** @param {HTMLElement} wall the element that Dash drew with every region in it */
export function mountPanels(wall) {
  fillWords(wall)
  mountHeader(wall)
  mountBreadcrumbs()
  mountStatusLight(wall)
  mountSeat()
  mountClock()
  mountLegend()
  mountLegendKey(byId('legend-key'))
  mountMapCard()
  mountQuiet()
  mountSearch()
  mountFilters()
  mountQueue()
  mountCard()
  mountActions()
  mountFooter()
  mountCallBand()
  mountAlarmSounds()
  mountDialogs()
  mountDetails(wall)
  mountNumbers(wall)
  mountToScreen(wall)
  mountTold(wall)
  mountPerformance()
  mountTouch()
  mountPhone()
  mountKeys()
  keepCameras()
}
