import type { TableFormat } from '../../platform/office/table.ts'

/** Every address of bringing plans in. */
export const importPaths = {
  imports: '/imports',
  importsTable: (format: TableFormat) => `/imports/list.${format}`,
  start: '/imports/new',
  /** What was found; or how far the reading is, why it was refused, what came of it. */
  one: (id: string) => `/imports/${id}`,
  found: (id: string) => `/imports/${id}/found`,
  columns: (id: string) => `/imports/${id}/columns`,
  words: (id: string) => `/imports/${id}/words`,
  preview: (id: string, view: PreviewAddress = {}) => `/imports/${id}/preview${query({ ...view })}`,
  repairs: (id: string) => `/imports/${id}/repairs`,
  confirm: (id: string) => `/imports/${id}/confirm`,
  undo: (id: string) => `/imports/${id}/undo`,
  again: (id: string) => `/imports/${id}/again`,
  discard: (id: string) => `/imports/${id}/discard`,
  original: (id: string) => `/imports/${id}/original`,
  lines: (id: string, line: number | null = null) =>
    line === null
      ? `/imports/${id}/original-lines`
      : `/imports/${id}/original-lines?line=${line}#line-${line}`,
  copies: '/working-copies',
  copyFile: (id: string) => `/working-copies/${id}/file`,
} as const

export interface PreviewAddress {
  show?: string | null | undefined
  cause?: string | null | undefined
  page?: number | null | undefined
}

function query(fields: Record<string, string | number | null | undefined>): string {
  const pairs = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  return pairs.length === 0
    ? ''
    : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`
}
