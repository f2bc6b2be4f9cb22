// The one library of the browser that its authors publish for bundlers only: what draws vector tiles, with what it needs,
// as one module in assets/vendor/. Beside the packages stands its source map, by which the notices name them.

import { copyFile } from 'node:fs/promises'
import { build } from 'esbuild'

const MADE = 'node_modules/.vendor/map/protomaps.mjs'

await build({
  stdin: {
    contents:
      "export { LineSymbolizer, PolygonSymbolizer, TileCache, ZxySource, paint } from 'protomaps-leaflet'",
    resolveDir: '.',
  },
  bundle: true,
  format: 'esm',
  target: 'es2024',
  charset: 'utf8',
  minify: true,
  legalComments: 'inline',
  sourcemap: 'external',
  outfile: MADE,
})
await copyFile(MADE, 'assets/vendor/protomaps.mjs')
await copyFile('node_modules/protomaps-leaflet/dist/esm/index.d.ts', 'assets/vendor/protomaps.d.mts')
