// The wall in the browser: what there is, in order. Decides nothing. Nobody imports it: it would run twice.

import { whenDrawn } from './wall/drawn.mjs'
import { mountMap } from './wall/mapview.mjs'
import { mountPanels } from './wall/panels/index.mjs'
import { here, startRoute } from './wall/route.mjs'
import { connect, join } from './wall/socket.mjs'
import { keepState } from './wall/state.mjs'

keepState(here)
const adopted = new Promise((done) => whenDrawn('map-box', (box) => mountMap(box, done)))
whenDrawn('wall', mountPanels)
// A frame counts once there is a map to take it: the link is often quicker than Dash.
startRoute((code, ready) => join(code, ready && Promise.all([ready, adopted])))
connect(window.io)
