// One script and one sheet for each kind of page (assets/pages.json) in assets/built/, and what they were made of in its
// manifest, by which the server sees that they are not older than the sources (dashboard/transport/page_files.py).

import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

const ASSETS = 'assets'
const BUILT = join(ASSETS, 'built')
const MANIFEST = join(BUILT, 'manifest.json')
const SOURCES = /^(?!vendor\/|built\/).*(?:\.mjs|\.css|pages\.json)$/

/** @param {string | Uint8Array} content */
const sha256 = (content) => createHash('sha256').update(content).digest('hex')

/** Of the names and contents of everything that a page's script and sheet are made of. */
async function digestOfSources() {
  const files = (await readdir(ASSETS, { recursive: true })).map((name) => name.replaceAll('\\', '/'))
  const digest = createHash('sha256')
  for (const name of files.filter((each) => SOURCES.test(each)).sort())
    digest
      .update(`${name}\0`)
      .update(await readFile(join(ASSETS, name)))
      .update('\0')
  return digest.digest('hex')
}

/** File name → text. Nothing is renamed or squeezed: the server packs it, and an error says where it was. */
async function scripts(pages) {
  const { outputFiles } = await build({
    entryPoints: Object.entries(pages).map(([out, { module }]) => ({ in: join(ASSETS, module), out })),
    bundle: true,
    format: 'esm',
    target: 'es2024',
    charset: 'utf8',
    external: [`./${ASSETS}/vendor/*`], // fetched when a panel wants it
    outdir: BUILT,
    outExtension: { '.js': '.mjs' },
    write: false,
  })
  return outputFiles.map(({ path, text }) => [path.split(/[\\/]/).at(-1), text])
}

/** One after the other, as the document would name them. */
async function sheet(names) {
  const texts = names.map((name) => readFile(join(ASSETS, 'styles', `${name}.css`), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}

/** Whoever reads it meanwhile has the whole old file or the whole new one. */
async function write(path, text) {
  await writeFile(`${path}.${process.pid}`, text)
  await rename(`${path}.${process.pid}`, path)
}

async function bundle() {
  const sources = await digestOfSources() // before they are read: who edits meanwhile makes this bundle an old one
  const pages = JSON.parse(await readFile(join(ASSETS, 'pages.json'), 'utf8'))
  const files = await scripts(pages)
  for (const [kind, { sheets }] of Object.entries(pages)) files.push([`${kind}.css`, await sheet(sheets)])
  await mkdir(BUILT, { recursive: true })
  for (const [name, text] of files) await write(join(BUILT, name), text)
  const told = Object.fromEntries(files.map(([name, text]) => [name, sha256(text)]))
  await write(MANIFEST, `${JSON.stringify({ sources, files: told }, null, 1)}\n`)
}

await bundle()
