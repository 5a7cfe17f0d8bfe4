import type { TableFormat } from '../../platform/office/table.ts'

/** Every address of the library. */
export const libraryPaths = {
  glossary: (words = '') => `/glossary${words ? `?q=${encodeURIComponent(words)}` : ''}`,
  glossaryTable: (format: TableFormat) => `/glossary/list.${format}`,
  /** Where a term stands on the glossary's page. */
  term: (id: string) => `/glossary#term-${id}`,
  newTerm: '/glossary/new',
  changeTerm: (id: string) => `/glossary/${id}/change`,
  endTerm: (id: string) => `/glossary/${id}/end`,
  /** Words of a plan that the glossary could explain: a page of the reports, which know plans. */
  offers: '/glossary/offers',
} as const
