/** One person's way through bringing documents in, as a browser goes it; and what it leaves in the database. */
import { sql } from 'kysely'
import { planHash } from '../../src/modules/plans/index.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Answer } from './client.ts'
import { formsOf, mainTextOf, tagsOf } from './html.ts'
import type { TestArea, TestClient, TestPerson, TestWorld } from './world.ts'

export interface SampleRow {
  ref?: string
  words: string
  start?: string
  due?: string
  status?: string
  note?: string
  lead?: string
  board?: string
}

export interface SampleAction {
  theme?: string
  ref?: string
  words: string
  rows: SampleRow[]
}

export interface SamplePlan {
  title: string
  actions: SampleAction[]
  findings?: string[]
}

const HEADINGS = [
  ...['Action', 'Milestone', 'Start Date', 'Due Date', 'Status', 'Progress Note', 'Milestone Lead'],
  'Monitoring Board',
].join('\t')

/** The plan as a document of text has it: a table for each theme, tabs between the cells. */
export function textOfPlan({ title, actions, findings = [] }: SamplePlan): string {
  const themes = Map.groupBy(actions, ({ theme = 'The front door' }) => theme)
  const tables = [...themes].flatMap(([theme, list]) => [
    ...['', `Theme: ${theme}`, HEADINGS],
    ...list.flatMap(linesOf),
  ])
  return [title, ...tables, ...findingLines(findings), ''].join('\n')
}

function linesOf({ ref, words, rows }: SampleAction): string[] {
  const action = ref ? `${ref}. ${words}` : words
  return rows.map((row, index) =>
    [
      index === 0 ? action : '',
      row.ref ? `${row.ref} ${row.words}` : row.words,
      ...[row.start ?? '01-Sep-2026', row.due ?? '30-Nov-2026', row.status ?? 'On track', row.note ?? ''],
      ...[row.lead ?? 'Head of First Response', row.board ?? 'Quality Board'],
    ].join('\t'),
  )
}

const findingLines = (findings: readonly string[]): string[] =>
  findings.length === 0
    ? []
    : [
        '',
        'Appendix 1: Inspection of services for children - areas for improvement 15th June 2026',
        '',
        'Areas for improvement\t\tTimescale',
        ...findings.map((words, index) => `${index + 1}.\t${words}\tWithin six months`),
      ]

/** Two themes, three actions, six milestones, two findings. */
export const samplePlan = (title = 'Brookshire Improvement Plan, October 2026'): SamplePlan => ({
  title,
  actions: [
    {
      ...{ theme: 'The front door', ref: '1', words: 'Answer every contact within a day' },
      rows: [
        { ref: '1.1', words: 'Duty desk staffed on every weekday (Ofsted Rec 1)', status: 'Achieved' },
        { ref: '1.2', words: 'Contacts counted and shown to the board (Ofsted Rec 2)', due: '31-Dec-2026' },
        { ref: '1.3', words: 'Out-of-hours cover agreed with the neighbours', lead: 'Performance Manager' },
      ],
    },
    {
      ...{ theme: 'The front door', ref: '2', words: 'Visit every child within ten days' },
      rows: [{ ref: '2.1', words: 'Visits planned a week ahead', board: 'Operations Group' }],
    },
    {
      ...{ theme: 'Workforce', ref: '3', words: 'Train every manager in supervision' },
      rows: [
        {
          ref: '3.1',
          words: 'Course bought and dates given out',
          note: 'October 2026 - On track. Two offers.',
        },
        { ref: '3.2', words: 'Every manager has been on the course', due: '31-Mar-2027' },
      ],
    },
  ],
  findings: ['Answer contacts within one working day', 'Show the board what comes in'],
})

/** The plan with one row given otherwise, found by its number. */
export function withRow(plan: SamplePlan, ref: string, change: Partial<SampleRow>): SamplePlan {
  return {
    ...plan,
    actions: plan.actions.map((action) => ({
      ...action,
      rows: action.rows.map((row) => (row.ref === ref ? { ...row, ...change } : row)),
    })),
  }
}

export function withoutRow(plan: SamplePlan, ref: string): SamplePlan {
  return {
    ...plan,
    actions: plan.actions.map((action) => ({
      ...action,
      rows: action.rows.filter((row) => row.ref !== ref),
    })),
  }
}

/** The plan as one that numbers nothing. */
export const unnumbered = (plan: SamplePlan): SamplePlan => ({
  ...plan,
  actions: plan.actions.map(({ ref: _, ...action }) => ({
    ...action,
    rows: action.rows.map(({ ref: _number, ...row }) => row),
  })),
})

export interface Fates {
  new: number
  changed: number
  unchanged: number
  offered: number
  gone: number
}

export interface Journey {
  area: TestArea
  manager: TestPerson
  browser: TestClient
  /** Uploads a document and has it read: the address of the import. */
  bring(document: SamplePlan | string | Uint8Array): Promise<string>
  /** Says what it is for (`new`, or a plan's id) and what day it tells of. */
  found(path: string, target: string, documentOn?: string): Promise<Answer>
  confirm(path: string, fields?: Record<string, string>): Promise<Answer>
  /** Brings a document in from end to end: into this plan, or as one of its own. */
  bringIn(document: SamplePlan | string | Uint8Array, target?: string, documentOn?: string): Promise<string>
  undo(path: string): Promise<Answer>
  /** The plan of a confirmed import. */
  planOf(path: string): Promise<string>
  hash(planId: string): Promise<string>
  fates(path: string): Promise<Fates>
  /** Every table of the area but the record's and the imports' own: its rows, as one number. */
  tables(): Promise<Record<string, string>>
  rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]>
  /** The id of a milestone, by its number. */
  milestone(planId: string, ref: string): Promise<string>
  /** Says something of a milestone, on the site. */
  say(milestoneId: string, fields?: Record<string, string>): Promise<void>
  /** Changes a milestone's deadline on the site. */
  redate(milestoneId: string, day: string): Promise<void>
}

export const idOf = (path: string): string => path.split('/').at(-1) ?? ''

/** An area with a post, a person and a manager who is signed in. */
export async function startJourney(world: TestWorld): Promise<Journey> {
  const area = await world.area()
  await world.person(area, { role: 'milestone_lead', posts: ['Head of First Response'] })
  await world.person(area, { role: 'analyst', name: 'Performance Manager' })
  const manager = await world.person(area, { role: 'programme_manager' })
  const browser = await world.signedIn(manager)
  const rows: Journey['rows'] = (query) => world.scope(area, async ({ db }) => (await query.execute(db)).rows)
  const bring: Journey['bring'] = async (document) => {
    const bytes = isSample(document) ? textOfPlan(document) : document
    const answer = await browser.upload(
      '/imports/new',
      { pasted: '', published: '' },
      { name: 'plan.txt', bytes },
    )
    await world.work()
    return answer.location
  }
  const found: Journey['found'] = async (path, target, documentOn = '2026-10-31') => {
    const reading = await rows<{ sheets: number; side: number }>(
      sql`select jsonb_array_length(reading->'sheets') as sheets, jsonb_array_length(reading->'side') as side
            from import where id = ${idOf(path)}`,
    )
    const places = (count = 0) => Array.from({ length: count }, (_, index) => String(index))
    const answer = await browser.post(`${path}/found`, {
      ...{ target, documentOn, sheets: places(reading[0]?.sheets), tables: places(reading[0]?.side) },
    })
    await world.work()
    return answer
  }
  const confirm: Journey['confirm'] = (path, fields = {}) =>
    browser.post(`${path}/confirm`, { documentOn: '2026-10-31', reason: 'Edition of October', ...fields })
  const planOf: Journey['planOf'] = async (path) => {
    const [row] = await rows<{ id: string }>(sql`select plan_id as id from import where id = ${idOf(path)}`)
    return row?.id ?? ''
  }
  return {
    ...{ area, manager, browser, bring, found, confirm, planOf, rows },
    bringIn: async (document, target = 'new', documentOn = '2026-10-31') => {
      const path = await bring(document)
      await found(path, target, documentOn)
      const answer = await confirm(path, { documentOn })
      if (answer.status !== 303) throw new Error(`It was not brought in: ${answer.status} ${answer.body}`)
      return path
    },
    undo: (path) => browser.post(`${path}/undo`),
    hash: (planId) => world.scope(area, (scope) => planHash(scope, planId)),
    fates: async (path) => {
      const counts = await rows<{ fate: keyof Fates; n: number }>(
        sql`select fate, count(*)::int as n from import_row
             where import_id = ${idOf(path)} and kind in ('milestone', 'gone') group by 1`,
      )
      const none: Fates = { new: 0, changed: 0, unchanged: 0, offered: 0, gone: 0 }
      return { ...none, ...Object.fromEntries(counts.map(({ fate, n }) => [fate, n])) }
    },
    tables: () => tablesOf(world, area),
    say: async (id, fields = {}) => {
      const said = { once: newId(), status: 'on_track', done: 'Seen to it', support_needed: 'no', ...fields }
      expectSaved(await browser.post(`/milestones/${id}/update`, said))
    },
    redate: async (id, day) => {
      const page = await browser.get(`/milestones/${id}/change`)
      const form = formsOf(page.body).find(({ action }) => action.endsWith('/change'))
      const [year = '', month = '', date = ''] = day.split('-')
      const due = { 'due-day': date, 'due-month': month, 'due-year': year }
      const leads = tagsOf(page.body).flatMap(({ name, attributes }) =>
        name === 'input' && attributes.name === 'leads' && 'checked' in attributes
          ? [attributes.value ?? '']
          : [],
      )
      expectSaved(
        await browser.post(`/milestones/${id}/change`, {
          ...form?.values,
          leads,
          ...due,
          reason: 'Agreed at the board',
        }),
      )
    },
    milestone: async (planId, ref) => {
      const [row] = await rows<{ id: string }>(
        sql`select id from milestone where plan_id = ${planId} and ref = ${ref}`,
      )
      if (!row) throw new Error(`The plan has no milestone ${ref}`)
      return row.id
    },
  }
}

function expectSaved({ status, body }: Answer): void {
  if (status !== 303) throw new Error(`It was not saved: ${status} ${mainTextOf(body)}`)
}

const isSample = (document: SamplePlan | string | Uint8Array): document is SamplePlan =>
  typeof document === 'object' && 'actions' in document

/** Of the record, of imports, and of what runs beside: these may differ when a plan is as it was. */
const ASIDE = /^(import|invitation|mail|record|stored_file|session|working_copy|account)/

function tablesOf(world: TestWorld, area: TestArea): Promise<Record<string, string>> {
  return world.scope(area, async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.columns
       where column_name = 'area_id' and table_schema = 'public' order by 1`.execute(db)
    const sums: Record<string, string> = {}
    for (const { name } of rows.filter((row) => !ASIDE.test(row.name))) {
      const sum = await sql<{ sum: string }>`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum
          from ${sql.table(name)} t where t.area_id = ${area.id}`.execute(db)
      sums[name] = sum.rows[0]?.sum ?? ''
    }
    return sums
  })
}
