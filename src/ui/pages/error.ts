import { definePage } from '../../platform/http/pages.ts'

export interface ErrorPage {
  title: string
  paragraphs: string[]
  /** What to quote to whoever runs the installation. */
  reference: string | null
}

export const errorPage = definePage<ErrorPage>('pages/error.njk', () => ({
  title: 'Page not found',
  paragraphs: ['If you typed the address, check that it is correct.'],
  reference: 'req-1',
}))
