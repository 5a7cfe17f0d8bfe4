import { formatInstant } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { planPaths } from '../../plans/index.ts'
import { importPaths } from '../paths.ts'

export interface ImportsPage {
  start: string
  count: string
  rows: { title: string; href: string; file: string; state: string; started: string; plan: string | null }[]
}

const STATES: Record<string, string> = {
  proposed: 'Waiting for your yes',
  confirmed: 'Brought in',
  discarded: 'Set aside',
}

interface Row {
  id: string
  title: string
  state: string
  plan_id: string | null
  started_at: Date
  file_name: string
}

export function toImportsPage(rows: readonly Row[]): ImportsPage {
  return {
    start: importPaths.start,
    count: `${rows.length} ${rows.length === 1 ? 'document' : 'documents'}, newest first`,
    rows: rows.map((row) => ({
      title: row.title,
      href: importPaths.preview(row.id),
      file: row.file_name,
      state: STATES[row.state] ?? row.state,
      started: formatInstant(row.started_at),
      plan: row.plan_id ? planPaths.plan(row.plan_id) : null,
    })),
  }
}

export const importsPage = definePage<ImportsPage>('imports/pages/imports.njk', () =>
  toImportsPage([
    {
      id: '0190a000-0000-7000-8000-000000000001',
      title: 'Milestone report',
      state: 'confirmed',
      plan_id: '0190a000-0000-7000-8000-000000000002',
      started_at: new Date('2026-11-02T09:05:00Z'),
      file_name: 'plan.txt',
    },
  ]),
)
