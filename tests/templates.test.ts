/** Every page that the modules define, rendered from its example: what a template may read, and what markup it may make. */
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TEMPLATE_FOLDERS } from '../src/app.ts'
import { createRenderer, definedPages, type Page, type Shell } from '../src/platform/http/pages.ts'
import { elementsOf, formsOf, type Tag, tagsOf, titleOf } from './support/html.ts'

const SHELL: Shell = {
  path: '/plans',
  csrfToken: 'token',
  mark: 'mark',
  reader: { name: 'Programme Manager', area: 'Anyshire' },
  navigation: [{ text: 'Plan', href: '/plans', current: true }],
  seldom: [{ text: 'Calendar', href: '/calendar', current: false }],
  search: '/search',
  demonstration: true,
  notice: 'Your update is saved',
  stylesheet: '/assets/app.css',
  script: '/assets/app.js',
}

const strict = createRenderer(TEMPLATE_FOLDERS, true)
const pages = definedPages() as readonly Page<object>[]
const cases = pages.map((page) => ({ name: page.template, page }))
const render = (page: Page<object>, shell: Shell = SHELL): string =>
  strict.render(page, shell, page.example())

describe('templates and view models', () => {
  test.each(cases)('$name renders its example, and reads only names that its view model has', ({ page }) => {
    expect(() => strict.render(page, SHELL, watched(page.example(), 'page'))).not.toThrow()
  })

  test.each(cases)('$name stands before sign-in too, with nobody’s name on it', ({ page }) => {
    const html = render(page, {
      ...SHELL,
      reader: null,
      navigation: [],
      seldom: [],
      search: null,
      notice: null,
      demonstration: false,
    })
    expect(html).not.toContain('/sign-out')
  })

  test('a misspelt name is an error, printed or only asked about', () => {
    const vm = watched({ title: 'x', rows: [{ text: 'y' }] }, 'page')
    expect(() => Reflect.get(vm, 'titel')).toThrow('page.titel')
    expect(() => Reflect.get(vm.rows[0] ?? {}, 'txt')).toThrow('page.rows.0.txt')
  })

  test('every template is a page that is defined, or a part of one', async () => {
    const files = await templates()
    const used = new Set(
      files.flatMap(({ text }) =>
        [...text.matchAll(/\{%-?\s*(?:extends|include|import|from)\s+"([^"]+)"/g)].map(
          ([, name]) => name ?? '',
        ),
      ),
    )
    const known = new Set([...pages.map(({ template }) => template), ...used].map((name) => basename(name)))
    expect(files.map(({ path }) => path).filter((path) => !known.has(basename(path)))).toEqual([])
    expect([...used].filter((name) => name === '' || name.includes('..'))).toEqual([])
  })

  test('only a document that was escaped when it was written is shown unescaped', async () => {
    const unescaped = (await templates()).flatMap(({ path, text }) =>
      [...text.matchAll(/\{\{[^}]*\|\s*safe\b[^}]*\}\}|\{%-?\s*autoescape[^%]*%\}/g)].map(
        ([code]) => `${path}: ${code}`,
      ),
    )
    expect(unescaped.sort()).toEqual([
      'src/modules/reports/pages/layout-preview.njk: {{ page.document | safe }}',
      'src/modules/reports/pages/report.njk: {{ page.document | safe }}',
    ])
  })
})

/** The template sees this instead: a name that is not there is an error even where a template merely asks for it. */
function watched<T extends object>(value: T, path: string): T {
  return new Proxy(value, {
    get: (target, key) => {
      const found: unknown = Reflect.get(target, key)
      if (typeof key === 'symbol' || typeof found === 'function') return found
      if (found === undefined && !Number.isInteger(Number(key)) && !BY_ITSELF.has(key)) {
        throw new Error(`the template reads ${path}.${key}, which the view model has not`)
      }
      return typeof found === 'object' && found !== null ? watched(found, `${path}.${key}`) : found
    },
  })
}

/** What the template engine itself asks of any value. */
const BY_ITSELF = new Set(['then', 'toJSON', 'constructor', '__keywords'])

async function templates(): Promise<{ path: string; text: string }[]> {
  const root = join(import.meta.dirname, '..')
  const found: { path: string; text: string }[] = []
  for await (const path of glob('src/{ui,modules}/**/*.njk', { cwd: root })) {
    found.push({ path, text: readFileSync(join(root, path), 'utf8') })
  }
  return found
}

describe('markup', () => {
  test.each(cases)('$name has one main heading, a title, and no level of heading is skipped', ({ page }) => {
    const html = render(page)
    const levels = tagsOf(html).flatMap(({ name }) => (/^h[1-6]$/.test(name) ? [Number(name[1])] : []))
    // The notice of what was just done stands above the page's own heading, as GOV.UK has it.
    const own = levels.slice(levels.indexOf(1))
    expect(own.filter((level) => level === 1)).toHaveLength(1)
    expect(own.filter((level, at) => level > (own[at - 1] ?? 0) + 1)).toEqual([])
    expect(titleOf(html)).toMatch(/^\S.* – Goldenthread$/)
  })

  test.each(cases)('$name: an id is used once, and what is pointed at is there', ({ page }) => {
    const tags = tagsOf(render(page))
    const ids = tags.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]))
    expect(ids.filter((id, at) => id === '' || ids.indexOf(id) !== at)).toEqual([])
    expect(pointers(tags).filter((id) => !ids.includes(id))).toEqual([])
  })

  test.each(cases)('$name has no style, no handler and no script of its own', ({ page }) => {
    const tags = tagsOf(render(page))
    const inline = tags.flatMap(({ name, attributes }) =>
      Object.keys(attributes)
        .filter((key) => /^(style|on\w+)$/.test(key))
        .map((key) => `${name} ${key}`),
    )
    expect(inline).toEqual([])
    expect(tags.filter(({ name }) => name === 'style')).toEqual([])
    // The frame's own one, which the content policy knows by its words.
    expect(tags.filter(({ name, attributes }) => name === 'script' && !attributes.src)).toHaveLength(1)
    expect(
      tags.filter(({ attributes }) =>
        /^\s*(javascript|data|vbscript):/i.test(attributes.href ?? attributes.action ?? ''),
      ),
    ).toEqual([])
  })

  test.each(cases)('$name: a form that acts sends the token, and one that asks does not', ({ page }) => {
    for (const { method, action, values } of formsOf(render(page))) {
      expect([action, values._csrf]).toEqual([action, method === 'post' ? SHELL.csrfToken : undefined])
    }
  })

  test.each(cases)('$name: each box has a label, and each group of choices a legend', ({ page }) => {
    const html = render(page)
    const labelled = new Set(
      elementsOf(html, 'label').flatMap(({ attributes, text }) => (text ? [attributes.for ?? ''] : [])),
    )
    const bare = tagsOf(html).filter(
      ({ name, attributes }) =>
        isBox(name, attributes) && !labelled.has(attributes.id ?? '') && !attributes['aria-label'],
    )
    expect(bare.map(({ name, attributes }) => `${name} ${attributes.name ?? ''}`)).toEqual([])
    for (const { inner } of elementsOf(html, 'fieldset')) {
      expect(elementsOf(inner, 'legend')[0]?.text).toMatch(/\S/)
    }
  })

  test.each(cases)(
    '$name says in its title when a form came back, and its summary leads to each box',
    ({ page }) => {
      const html = render(page)
      const summary = /class="govuk-error-summary[\s"]/.test(html)
      expect(titleOf(html).startsWith('Error: ')).toBe(summary)
      if (summary) expect(html).toMatch(/class="govuk-error-summary[\s\S]*?href="#[\w-]+"/)
    },
  )

  test.each(cases)('$name: each table says what it holds and what its columns are', ({ page }) => {
    for (const { inner, attributes } of elementsOf(render(page), 'table')) {
      const named =
        elementsOf(inner, 'caption')[0]?.text || attributes['aria-label'] || attributes['aria-labelledby']
      expect(named).toMatch(/\S/)
      expect(
        tagsOf(inner)
          .filter((tag) => tag.name === 'th')
          .every((tag) => tag.attributes.scope),
      ).toBe(true)
    }
  })

  test.each(cases)('$name: a link or a button says something', ({ page }) => {
    const html = render(page)
    const silent = [...elementsOf(html, 'a'), ...elementsOf(html, 'button')].filter(
      ({ text, attributes }) => !text && !attributes['aria-label'],
    )
    expect(silent.map(({ attributes }) => attributes)).toEqual([])
  })
})

const isBox = (name: string, { type }: Tag['attributes']): boolean =>
  ['select', 'textarea'].includes(name) ||
  (name === 'input' && !['hidden', 'submit', 'button'].includes(type ?? ''))

/** Every id that the page refers to: labels, descriptions, and links within the page. */
function pointers(tags: readonly Tag[]): string[] {
  return tags.flatMap(({ name, attributes }) => {
    const lists = ['aria-describedby', 'aria-labelledby', 'aria-controls', 'aria-owns', 'headers'].map(
      (key) => attributes[key] ?? '',
    )
    const label = name === 'label' ? (attributes.for ?? '') : ''
    const link = attributes.href?.startsWith('#') ? attributes.href.slice(1) : ''
    return [...lists, label, link].join(' ').split(/\s+/).filter(Boolean)
  })
}
