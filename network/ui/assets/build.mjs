// Compiles the style sheet, copies the modules, and lays a gzip and a Brotli twin beside each file.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..', '..')
const govuk = join(root, 'node_modules', 'govuk-frontend', 'dist', 'govuk')
const built = join(here, '..', 'static', 'built')

rmSync(built, { recursive: true, force: true })
mkdirSync(built, { recursive: true })

const { css } = compile(join(here, 'app.scss'), {
  style: 'compressed',
  loadPaths: [dirname(govuk)],
  quietDeps: true
})
writeFileSync(join(built, 'app.css'), css)
for (const name of ['app.mjs', 'kept.mjs', 'passkey.mjs', 'favicon.svg']) {
  copyFileSync(join(here, name), join(built, name))
}

// The source map stays at home, so the line that points to it goes.
const library = readFileSync(join(govuk, 'govuk-frontend.min.js'), 'utf8')
writeFileSync(join(built, 'govuk-frontend.mjs'), library.replace(/\n?\/\/# sourceMappingURL=.*\n?$/, '\n'))

for (const name of readdirSync(built)) {
  const bytes = readFileSync(join(built, name))
  writeFileSync(join(built, `${name}.gz`), gzipSync(bytes, { level: 9 }))
  writeFileSync(join(built, `${name}.br`), brotliCompressSync(bytes))
}
