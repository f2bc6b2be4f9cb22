// How an ultra-wide wall uses its pixels. Evaluated in the page; `bounds` of the area shown, as its map's answer has them.
;([south, west, north, east]) => {
  // copied: a rectangle of the page's own is asked a hundred times slower
  const box = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return { left, right, top, bottom }
  }
  const all = (selector) =>
    [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map(box)
  const map = document.getElementById('map-box')
  const place = (lat, lon) => window.gridwall.map.latLngToContainerPoint([lat, lon])
  const [corner, other] = [place(north, west), place(south, east)]
  const { left, top } = box(map)
  const land = { left: left + corner.x, right: left + other.x, top: top + corner.y, bottom: top + other.y }

  // the map with what stands in it: the land, and the columns of it that legend and scale bar stand in
  const regions = [
    land,
    ...all('#head, #band, .left .panel, .legend-row, #ranking .tile, .camera-panel, .camera-line'),
  ]
  if (document.querySelector('.feed-row:not(.beyond)')) regions.push(box(document.getElementById('feed')))
  const STEP = 8
  let used = 0
  for (let y = STEP / 2; y < innerHeight; y += STEP)
    for (let x = STEP / 2; x < innerWidth; x += STEP)
      if (regions.some((one) => x >= one.left && x < one.right && y >= one.top && y < one.bottom)) used += 1
  const stage = document.getElementById('camera-stage')
  return {
    used: used / (Math.floor(innerWidth / STEP) * Math.floor(innerHeight / STEP)),
    wide: (land.right - land.left) / innerWidth,
    high: (land.bottom - land.top) / (innerHeight - box(document.getElementById('band')).bottom),
    panels: document.querySelectorAll('#cameras .camera-panel').length,
    covered: stage.checkVisibility(),
  }
}
