// A screen in the browser: what there is, in order. Decides nothing. Nobody imports it: it would run twice.

import { answers } from '../cameras/open_panels.mjs'
import { whenElement } from '../core/element_ready.mjs'
import { answerCameras } from '../core/hooks.mjs'
import { followCity } from '../core/redrawn.mjs'
import { here, startRoute } from '../core/route.mjs'
import { connect, join } from '../core/socket.mjs'
import { keepState } from '../core/state.mjs'
import { mountMap } from '../map/mapview.mjs'
import { mountScreen } from './mount.mjs'
import { NearPeople } from './near_people.mjs'
import { PlaceMark } from './place_mark.mjs'
import { SharedMap } from './shared_map.mjs'

keepState(here)
answerCameras(window.gridwall, answers)
const [mark, shared, near] = [new PlaceMark(), new SharedMap(), new NearPeople()]
/** @type {Promise<void>} */
const adopted = new Promise((done) =>
  whenElement('map-box', (box) => mountMap(box, done, [shared, mark, near])),
)
startRoute((code, ready) => join(code, ready && Promise.all([ready, adopted])))
whenElement('wall', (wall) => mountScreen(wall, { mark, shared, near }))
followCity()
connect(window.io)
adopted.then(() => (document.body.dataset.stands = '')) // core/arrival.js waits for it
