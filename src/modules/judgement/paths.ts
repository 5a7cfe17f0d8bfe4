import type { PlainDate } from '../../platform/calendar.ts'
import type { TableFormat } from '../../platform/office/table.ts'
import { query } from '../../platform/words.ts'

/** Which sheet is looked at, by which day, and as at which. */
export interface MatrixAddress {
  framework?: string | null
  on?: PlainDate | null
  asAt?: PlainDate | null
}

/** One statement of a sheet, by its code. */
export interface StatementAddress {
  framework: string
  statement: string
  asAt?: PlainDate | null
}

/** Every address of the module. The matrix and a framework's statement stand in plans too, whose pages lead to them. */
export const paths = {
  matrix: (planId: string, view: MatrixAddress = {}): string => `/plans/${planId}/matrix${query(view)}`,
  matrixTable: (planId: string, format: TableFormat, view: MatrixAddress = {}): string =>
    `/plans/${planId}/matrix/list.${format}${query(view)}`,
  statement: (planId: string, view?: StatementAddress): string =>
    `/plans/${planId}/matrix/statement${query(view ?? {})}`,
  attach: (planId: string): string => `/plans/${planId}/matrix/statement/evidence`,
  link: (planId: string, view?: StatementAddress): string =>
    `/plans/${planId}/matrix/link${query(view ?? {})}`,
  takeOver: (planId: string, view: { framework?: string } = {}): string =>
    `/plans/${planId}/matrix/take-over${query(view)}`,
  choose: (planId: string): string => `/plans/${planId}/framework`,
  endChoice: (planId: string): string => `/plans/${planId}/framework/end`,
  targets: (planId: string): string => `/plans/${planId}/framework/targets`,
}
