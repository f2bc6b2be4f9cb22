// What other scripts put on the page, and what the page shows for tests and support.

import type * as Leaflet from 'leaflet'
import type { io as SocketIo } from 'socket.io-client'

declare global {
  interface Window {
    gridwall: Gridwall
    io: typeof SocketIo
    L: typeof Leaflet
    /** Dash's, which ships no types, and what its components bring with them. */
    dash_clientside: any
    _dashPlotlyJSURL: string
    dash_ag_grid: any
    dashAgGridComponentFunctions: any
    React: any
  }

  interface Gridwall {
    map: Leaflet.Map | null
    cameras?: () => object[]
    inspector?: (id: string) => { lat: number; lon: number; time: number } | null
    pixel?: (id: string) => object | null
    [more: string]: any
  }
}
