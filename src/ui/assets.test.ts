import { expect, test } from 'vitest'
import { buildAssets } from './assets.ts'

const assets = buildAssets()
const css = assets.stylesheet.body.toString()

test('nothing that only gov.uk may show is taken along', () => {
  const found = ['GDS Transport', '@font-face', 'govuk-crest'].filter((name) => css.includes(name))
  expect(found).toEqual([])
})

test('every file that a style or script names is served', () => {
  const served = new Set([assets.stylesheet, assets.script, ...assets.others].map((asset) => asset.url))
  const named = [
    ...css.matchAll(/url\(([^)]+)\)/g),
    ...assets.script.body.toString().matchAll(/from '([^']+)'/g),
  ].map((match) => match[1])
  expect(named.length).toBeGreaterThan(1)
  expect(named.filter((url) => !served.has(url ?? ''))).toEqual([])
})

test('an address names its content, so that it may be kept for ever', () => {
  expect(assets.stylesheet.url).toMatch(/^\/assets\/[0-9a-f]{12}\/app\.css$/)
  expect(buildAssets().stylesheet.url).toBe(assets.stylesheet.url)
})

test('only the MoJ components that pages use are sent', () => {
  expect(css).toContain('.moj-timeline__item')
  expect(css).not.toContain('.moj-rich-text')
})
