// The wall in the browser: what there is, in order. Decides nothing. Nobody imports it: it would run twice.

import { whenDrawn } from './wall/drawn.mjs'
import { mountMap } from './wall/mapview.mjs'
import { mountPanels } from './wall/panels/index.mjs'
import { here, startRoute } from './wall/route.mjs'
import { connect, join } from './wall/socket.mjs'
import { keepState } from './wall/state.mjs'

keepState(here)
whenDrawn('map-box', mountMap)
whenDrawn('wall', mountPanels)
startRoute(join)
connect(window.io)
