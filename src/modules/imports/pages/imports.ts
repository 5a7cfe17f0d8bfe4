import { formatInstant } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { counted } from '../../../platform/words.ts'
import { planPaths } from '../../plans/index.ts'
import { importPaths } from '../paths.ts'

export interface ImportsPage {
  start: string
  copies: string
  count: string
  takeAway: TakeAway | null
  rows: { title: string; href: string; file: string; state: string; started: string; plan: string | null }[]
}

export const IMPORT_STATES: Record<string, string> = {
  reading: 'Being read',
  proposed: 'Waiting for you to confirm',
  refused: 'Cannot be read',
  confirmed: 'Brought in',
  undone: 'Taken back',
  discarded: 'Set aside',
}

interface Row {
  id: string
  title: string
  state: string
  planId: string | null
  startedAt: Date
  fileName: string
}

export function toImportsPage(rows: readonly Row[]): ImportsPage {
  return {
    start: importPaths.start,
    copies: importPaths.copies,
    count: `${counted(rows.length, 'document')}, newest first`,
    takeAway: rows.length === 0 ? null : takeAway(importPaths.importsTable),
    rows: rows.map((row) => ({
      title: row.title,
      href: importPaths.one(row.id),
      file: row.fileName,
      state: IMPORT_STATES[row.state] ?? row.state,
      started: formatInstant(row.startedAt),
      plan: row.planId ? planPaths.plan(row.planId) : null,
    })),
  }
}

export const importsPage = definePage<ImportsPage>('imports/pages/imports.njk', () =>
  toImportsPage([
    {
      id: '0190a000-0000-7000-8000-000000000001',
      title: 'Milestone report',
      state: 'confirmed',
      planId: '0190a000-0000-7000-8000-000000000002',
      startedAt: new Date('2026-11-02T09:05:00Z'),
      fileName: 'plan.txt',
    },
  ]),
)
