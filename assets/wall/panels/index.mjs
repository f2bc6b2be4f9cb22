// The panels of the wall, in the order of the page. Decides nothing.
import { mountCameras } from '../cameras/wall.mjs'
import { mountBand } from './band.mjs'
import { mountBurnin } from './burnin.mjs'
import { mountChart } from './chart.mjs'
import { mountClock } from './clock.mjs'
import { mountCoverage } from './coverage.mjs'
import { mountCrumbs } from './crumbs.mjs'
import { mountDetails } from './details.mjs'
import { mountDialogs } from './dialogs.mjs'
import { mountDistance } from './distance.mjs'
import { mountFeed } from './feed.mjs'
import { mountHead } from './head.mjs'
import { mountKeys } from './keys.mjs'
import { mountLegend } from './legend.mjs'
import { mountLight } from './light.mjs'
import { fillWords } from './names.mjs'
import { mountNow } from './now.mjs'
import { mountNumbers } from './numbers.mjs'
import { mountPeople } from './people.mjs'
import { mountQuiet } from './quiet.mjs'
import { mountTiles } from './tiles.mjs'
import { mountToday } from './today.mjs'

/** `wall`: the element that Dash drew with every region in it. */
export function mountPanels(wall) {
  fillWords(wall)
  mountDistance(wall)
  mountHead(wall)
  mountCrumbs()
  mountLight(wall)
  mountClock()
  mountBand()
  mountNumbers(wall)
  mountPeople()
  mountNow()
  mountToday()
  mountChart()
  mountCoverage()
  mountLegend()
  mountQuiet()
  mountTiles()
  mountFeed()
  mountCameras()
  mountDialogs()
  mountDetails(wall)
  mountKeys()
  mountBurnin(wall)
}
