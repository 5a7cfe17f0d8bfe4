import nunjucks from 'nunjucks'
import type { FieldError } from './forms.ts'

const { Environment, FileSystemLoader } = nunjucks

declare const viewModel: unique symbol

/** A template tied to the type of what it shows, and one believable example that the tests render. */
export interface Page<VM> {
  readonly template: string
  readonly example: () => VM
  readonly [viewModel]?: (vm: VM) => void
}

const defined: Page<unknown>[] = []

/** Ties a template to its view model. The example is required, so that no page escapes the template tests. */
export function definePage<VM extends object>(template: string, example: () => VM): Page<VM> {
  const page = { template, example }
  defined.push(page)
  return page
}

/** Every page that the loaded modules define: what the template and accessibility tests walk. */
export function definedPages(): readonly Page<unknown>[] {
  return defined
}

/** What every page has around it: header, navigation, notices, and the secrets of this one response. */
export interface Shell {
  /** Path of the page, for the current mark in the navigation. */
  path: string
  csrfToken: string
  /** Of a page with one form that is to be sent once: made anew for each opening, also of a page that was kept. */
  mark: string
  /** Null before sign-in. */
  reader: { name: string; area: string } | null
  navigation: { text: string; href: string; current: boolean }[]
  /** The same, of what is wanted seldom: at the foot of the page. */
  seldom: { text: string; href: string; current: boolean }[]
  /** Where the box in the header sends its words; null for whoever may not search. */
  search: string | null
  demonstration: boolean
  /** One sentence said once after an act ("Update saved"). */
  notice: string | null
  stylesheet: string
  script: string
}

export interface Renderer {
  render<VM extends object>(page: Page<VM>, shell: Shell, vm: VM): string
  /** Compiles every template, so that the first visitor does not wait for it. */
  warm(): void
}

/** Templates are compiled once and kept; `strict` makes an undefined name an error, as the tests want it. */
export function createRenderer(folders: string[], strict: boolean): Renderer {
  const environment = new Environment(new FileSystemLoader(folders, { noCache: false, watch: false }), {
    autoescape: true,
    throwOnUndefined: strict,
    trimBlocks: true,
    lstripBlocks: true,
  })
  environment.addFilter('has', (errors: FieldError[], field: string) =>
    errors.some((error) => error.field === field),
  )
  // The field of a fault is also its id on the page: where the error summary leads.
  environment.addFilter('linked', (errors: FieldError[]) =>
    errors.map(({ field, text }) => ({ text, href: `#${field}` })),
  )
  return {
    render: (page, shell, vm) => environment.render(page.template, { shell, page: vm }),
    warm: () => {
      for (const page of defined) environment.getTemplate(page.template, true)
    },
  }
}
