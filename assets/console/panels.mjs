// The parts of the console, in the order of the page. Decides nothing.

import { keepCameras } from '../wall/cameras/list.mjs'
import { mountClock } from '../wall/panels/clock.mjs'
import { mountCrumbs } from '../wall/panels/crumbs.mjs'
import { mountDetails } from '../wall/panels/details.mjs'
import { mountDialogs } from '../wall/panels/dialogs.mjs'
import { mountHead } from '../wall/panels/head.mjs'
import { mountLegend } from '../wall/panels/legend.mjs'
import { mountLight } from '../wall/panels/light.mjs'
import { fillWords } from '../wall/panels/names.mjs'
import { mountQuiet } from '../wall/panels/quiet.mjs'
import { mountActions } from './actions.mjs'
import { mountCard } from './card.mjs'
import { mountFoot } from './foot.mjs'
import { mountForms } from './form.mjs'
import { mountKeys } from './keys.mjs'
import { mountPerformance } from './performance.mjs'
import { mountQueue } from './queue.mjs'
import { mountSearch } from './search.mjs'
import { mountSeat } from './seat.mjs'
import { mountSounding } from './sounding.mjs'
import { mountTouch } from './touch.mjs'

/** `wall`: the element that Dash drew with every region in it. */
export function mountPanels(wall) {
  fillWords(wall)
  mountHead(wall)
  mountCrumbs()
  mountLight(wall)
  mountSeat()
  mountClock()
  mountLegend()
  mountQuiet()
  mountSearch()
  mountQueue()
  mountCard()
  mountActions()
  mountFoot()
  mountSounding()
  mountForms()
  mountDialogs()
  mountDetails(wall)
  mountPerformance()
  mountTouch()
  mountKeys()
  keepCameras()
}
