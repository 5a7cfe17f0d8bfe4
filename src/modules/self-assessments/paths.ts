import type { TableFormat } from '../../platform/office/table.ts'
import { query } from '../../platform/words.ts'

/** Every address of the module. */
export const paths = {
  /** All rounds, or those of one review. */
  rounds: (view: { review?: string | null } = {}): string => `/self-assessments${query(view)}`,
  open: (view: { review?: string | null; framework?: string | null } = {}): string =>
    `/self-assessments/new${query(view)}`,
  round: (id: string): string => `/self-assessments/${id}`,
  table: (id: string, format: TableFormat): string => `/self-assessments/${id}/list.${format}`,
  /** The questions of one group, of which one is open. */
  answers: (id: string, view: { group?: string | null; question?: string | null } = {}): string =>
    `/self-assessments/${id}/answers${query(view)}`,
  close: (id: string): string => `/self-assessments/${id}/close`,
  compare: (id: string, view: { with?: string | null } = {}): string =>
    `/self-assessments/${id}/compare${query(view)}`,
} as const
