// Catches the Leaflet map as dash-leaflet makes it. A classic script: a module would run too late now and then.
;(function () {
  window.gridwall = { map: null }
  window.L?.Map.addInitHook(
    /** @this {any} the map */ function () {
      window.gridwall.map = this
      window.dispatchEvent(new Event('gridwall:map'))
    },
  )
})()
