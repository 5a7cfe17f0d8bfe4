import { formatInstant } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { type TakeAway, takeAway } from '../../../platform/office/table.ts'
import { identityPaths } from '../paths.ts'

export interface RecordPage {
  rows: { seq: string; at: string; who: string; act: string; thing: string; detail: string; hash: string }[]
  older: string | null
  takeAway: TakeAway | null
}

export interface EntryRow {
  seq: string
  at: Date
  actor_name: string
  act: string
  thing_kind: string
  thing_id: string | null
  detail: unknown
  hash: string
}

export const RECORD_PAGE = 100

export function toRecordPage(rows: readonly EntryRow[]): RecordPage {
  const [first = null] = rows
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({
      seq: row.seq,
      at: formatInstant(row.at),
      who: row.actor_name,
      act: row.act,
      thing: row.thing_id ? `${row.thing_kind} ${row.thing_id}` : row.thing_kind,
      detail: detailWords(row.detail),
      hash: row.hash.slice(0, 12),
    })),
    takeAway: first && takeAway((format) => identityPaths.recordTable(format, Number(first.seq) + 1)),
    older: rows.length === RECORD_PAGE && last ? `${identityPaths.record}?before=${last.seq}` : null,
  }
}

export function detailWords(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return ''
  return Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('; ')
}

export const recordPage = definePage<RecordPage>('identity/pages/record.njk', () =>
  toRecordPage([
    {
      seq: '2',
      at: new Date('2026-11-02T09:05:00Z'),
      actor_name: 'Programme Manager',
      act: 'milestone.reported',
      thing_kind: 'milestone',
      thing_id: '0190a000-0000-7000-8000-000000000002',
      detail: { status: 'on_track' },
      hash: 'a'.repeat(64),
    },
  ]),
)
