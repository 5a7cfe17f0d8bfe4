/**
 * The shape of the demonstration area "Anyshire", and the one function that reads it.
 *
 * The YAML files beside this one hold the whole area in plain words. Every date in them is a month counted
 * from the current one (0 is this month, -1 the last, 2 the next but one) and a day, so that the plan is always
 * in its fourth month. `readAnyshire` reads, validates and cross-checks the files, and fills in the few
 * placeholders of their texts: {month}, {month+1}, {month-2 year}, {term}, {term+3}, each counted from the month
 * of the text itself (the month of the update, or of the due date that the phrase belongs to).
 */
import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { formatMonth } from '../../src/platform/calendar.ts'

export const key = z.string().regex(/^[a-z][a-z0-9-]*$/, 'is not a key: small letters, digits and hyphens')
const words = z.string().trim().min(3)
/** A text of the files that stands beside this one. */
export const phrase = words
const month = z.int().min(-24).max(36)

/** A month counted from the current one, and its day; `words` is the printed phrase, with `precision`. */
const when = z.strictObject({
  month,
  day: z.union([z.int().min(1).max(28), z.literal('last')]),
  words: words.optional(),
  precision: z.enum(['day', 'month', 'term']).default('day'),
})

const partner = z.strictObject({
  key,
  name: words,
  kind: z.enum(['council', 'health', 'police', 'school', 'voluntary']),
})
const board = z.strictObject({ key, name: words, chair: key, meets: words, purpose: words })
const post = z.strictObject({ key, title: words, partner: key })

const role = z.enum([
  'programme_manager',
  'theme_lead',
  'action_lead',
  'milestone_lead',
  'board_member',
  'analyst',
  'qa_lead',
  'scrutiny_councillor',
  'inspector',
  'privacy_officer',
  'administrator',
])

/** One demonstration sign-in: named by the post, never by a human name. `boards` are those that it sits on. */
const person = z.strictObject({
  key,
  name: words,
  email: z.string().regex(/^[a-z.]+@anyshire\.example$/, 'is not an address at anyshire.example'),
  partner: key.optional(),
  post: key.optional(),
  role,
  boards: z.array(key).default([]),
})

const area = z.strictObject({
  name: words,
  intro: words,
  partners: z.array(partner),
  boards: z.array(board),
  posts: z.array(post),
  people: z.array(person),
})

const finding = z.strictObject({
  number: z.int().min(1),
  group: key,
  words,
  /** The phrase as printed, and the date that it works out to. */
  deadline: when.extend({ words }),
})

const review = z.strictObject({
  kind: z.literal('inspection'),
  body: words,
  title: words,
  publishedMonthsAgo: z.int().min(1),
  day: z.int().min(1).max(28),
  note: words,
  judgements: z.array(
    z.strictObject({
      area: words,
      grade: z.enum(['outstanding', 'good', 'requires improvement to be good', 'inadequate']),
    }),
  ),
  groups: z.array(z.strictObject({ key, name: words })),
  findings: z.array(finding),
})

const plan = z.strictObject({
  title: words,
  /** The first month of the plan, counted from the current one. */
  startMonth: month,
  commitment: z.strictObject({ title: words, messages: z.array(words) }),
  edition: z.strictObject({
    label: words,
    approvedBy: key,
    approvedMonthsAgo: z.int().min(0),
    day: z.int().min(1).max(28),
    changes: words,
  }),
  themes: z.array(z.strictObject({ number: z.int().min(1), name: words, outcome: words, lead: key })),
  phases: z.array(
    z.strictObject({
      number: z.int().min(1),
      name: words,
      endsInMonths: z.int().min(0),
      outcome: words,
    }),
  ),
})

const status = z.enum(['not_started', 'on_track', 'achieved', 'off_track', 'not_achieved'])

const evidence = z.strictObject({
  kind: z.enum(['document', 'indicator', 'audit', 'survey', 'register']),
  words,
})

const update = z.strictObject({
  month: z.int().min(-3).max(0),
  status,
  done: words,
  next: words.optional(),
  /** The help asked for: present exactly when the milestone stands at "support required". */
  support: words.optional(),
  evidence: z.array(evidence).default([]),
  /** Who wrote it, where that was not the milestone lead (or, with no lead, the action lead). */
  by: key.optional(),
  /** Who verified a claim of "achieved"; absent while it waits. */
  verifiedBy: key.optional(),
})

const milestone = z.strictObject({
  ref: z.string().regex(/^[1-9]\.\d\d[a-z]$/),
  words,
  lead: key.optional(),
  support: z.array(key).default([]),
  start: when,
  /** The due date as it stands today, after any re-dating. */
  due: when,
  answers: z.array(z.int()).default([]),
  updates: z.array(update).default([]),
  redated: z
    .strictObject({ fromMonth: month, toMonth: month, inMonth: z.int().min(-3).max(0), reason: words })
    .optional(),
})

const measure = z.strictObject({
  kind: z.enum(['indicator', 'audit', 'survey', 'document', 'register']),
  words,
})

const action = z.strictObject({
  ref: z.string().regex(/^[1-9]\.\d\d$/),
  words,
  phase: z.int(),
  outcome: words.optional(),
  lead: key,
  support: z.array(key).default([]),
  boards: z.array(key).min(1),
  answers: z.array(z.int()).default([]),
  criteria: z.array(z.strictObject({ words, measures: z.array(measure).min(1) })).min(1),
  /** The action lead's own judgement of the whole action, in the months in which one was given. */
  judgements: z
    .array(z.strictObject({ month: z.int().min(-3).max(0), status, words, support: words.optional() }))
    .default([]),
  milestones: z.array(milestone).min(1),
})

const themeFile = z.strictObject({ theme: z.int().min(1), actions: z.array(action).min(1) })

export type Area = z.infer<typeof area>
export type Partner = z.infer<typeof partner>
export type Board = z.infer<typeof board>
export type Post = z.infer<typeof post>
export type Person = z.infer<typeof person>
export type Review = z.infer<typeof review>
export type Finding = z.infer<typeof finding>
export type Plan = z.infer<typeof plan>
export type Action = z.infer<typeof action> & { theme: number }
export type Milestone = z.infer<typeof milestone>
export type Update = z.infer<typeof update>
export type When = z.infer<typeof when>
export type Today = 'not_started' | 'on_track' | 'achieved' | 'off_track' | 'support_required'

export type Anyshire = { area: Area; review: Review; plan: Plan; actions: Action[] }

/** The first day of the month that lies `offset` months from the month of `today`, as year and month number. */
function monthFrom(today: Date, offset: number): { year: number; month: number } {
  const count = today.getFullYear() * 12 + today.getMonth() + offset
  return { year: Math.floor(count / 12), month: ((count % 12) + 12) % 12 }
}

/** The date that a relative month and day work out to, as YYYY-MM-DD. */
export function dateOf(at: { month: number; day: number | 'last' }, today: Date = new Date()): string {
  const { year, month: index } = monthFrom(today, at.month)
  const day = at.day === 'last' ? new Date(Date.UTC(year, index + 1, 0)).getUTCDate() : at.day
  return `${year}-${String(index + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The month's name without its year; months count from 0 here. */
const monthName = (year: number, index: number): string =>
  formatMonth(`${year}-${String(index + 1).padStart(2, '0')}`).slice(0, -5)

function termOf(index: number): string {
  if (index === 7) return 'summer holidays'
  if (index >= 8) return 'autumn term'
  return index <= 2 ? 'spring term' : 'summer term'
}

/** Fills {month}, {month+1}, {month-1 year} and {term} in a text that belongs to a relative month. */
export function fill(text: string, at: number, today: Date = new Date()): string {
  return text.replace(/\{(month|term)([+-]\d+)?( year)?\}/g, (_all, what, offset, withYear) => {
    const { year, month: index } = monthFrom(today, at + Number(offset ?? 0))
    const name = what === 'term' ? termOf(index) : monthName(year, index)
    return withYear ? `${name} ${year}` : name
  })
}

/** Where a milestone stands today: its latest update, in the five words of the status key. */
export function standing(m: Milestone): Today {
  const last = m.updates.at(-1)
  if (!last) return 'not_started'
  if (last.support !== undefined || last.status === 'not_achieved') return 'support_required'
  return last.status
}

/** Due in a month that has ended, and not achieved. */
export function overdue(m: Milestone): boolean {
  return m.due.month < 0 && standing(m) !== 'achieved'
}

/**
 * Whether the action lead's latest judgement contradicts the milestones: favourable while one of them is off
 * track, "achieved" while one is not, or off track while none is.
 */
export function judgementDisagrees(a: Action): boolean {
  const last = a.judgements.at(-1)
  if (!last) return false
  const stands = a.milestones.map(standing)
  const off = stands.some((s) => s === 'off_track' || s === 'support_required')
  if (last.status === 'achieved') return stands.some((s) => s !== 'achieved')
  if (last.status === 'off_track' || last.status === 'not_achieved') return !off
  return off
}

export function readYaml<T>(
  folder: URL,
  file: string,
  schema: z.ZodType<T>,
  faults: string[],
): T | undefined {
  let raw: unknown
  try {
    raw = parse(readFileSync(new URL(file, folder), 'utf8'))
  } catch (error) {
    faults.push(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
    return undefined
  }
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    faults.push(`${file}: ${issue.path.join('.') || 'the file'} is wrong: ${issue.message}.`)
  }
  return undefined
}

export function stop(faults: string[]): void {
  if (faults.length > 0) throw new Error(`The Anyshire seed files have faults.\n${faults.join('\n')}`)
}

function crossCheck({ area, review, plan, actions }: Anyshire, faults: string[]): void {
  const say = (fault: string) => faults.push(fault)
  const count = (what: string, have: number, from: number, to = from) => {
    if (have < from || have > to) {
      say(`There are ${have} ${what}; there ought to be ${from === to ? from : `${from} to ${to}`}.`)
    }
  }
  const unique = (what: string, values: (string | number)[]) => {
    for (const v of new Set(values.filter((v, i) => values.indexOf(v) !== i)))
      say(`${what} "${v}" is twice there.`)
  }

  unique(
    'The partner',
    area.partners.map((p) => p.key),
  )
  unique(
    'The board',
    area.boards.map((b) => b.key),
  )
  unique(
    'The post',
    area.posts.map((p) => p.key),
  )
  unique(
    'The person',
    area.people.map((p) => p.key),
  )
  unique(
    'The e-mail address',
    area.people.map((p) => p.email),
  )
  unique(
    'The post held',
    area.people.flatMap((p) => p.post ?? []),
  )
  unique(
    'The finding',
    review.findings.map((f) => f.number),
  )
  unique(
    'The theme',
    plan.themes.map((t) => t.number),
  )
  unique(
    'The phase',
    plan.phases.map((p) => p.number),
  )
  unique(
    'The action',
    actions.map((a) => a.ref),
  )
  unique(
    'The milestone',
    actions.flatMap((a) => a.milestones.map((m) => m.ref)),
  )

  const partners = new Set(area.partners.map((p) => p.key))
  const boards = new Set(area.boards.map((b) => b.key))
  const posts = new Set(area.posts.map((p) => p.key))
  const findings = new Set(review.findings.map((f) => f.number))
  const groups = new Set(review.groups.map((g) => g.key))
  const phases = new Set(plan.phases.map((p) => p.number))
  const needs = <T>(of: string, what: string, known: Set<T>, refs: (T | undefined)[]) => {
    for (const ref of refs) {
      if (ref !== undefined && !known.has(ref)) say(`${of} names the ${what} "${ref}", which does not exist.`)
    }
  }

  for (const p of area.posts) needs(`The post ${p.key}`, 'partner', partners, [p.partner])
  for (const b of area.boards) needs(`The board ${b.key}`, 'post', posts, [b.chair])
  for (const p of area.people) {
    needs(`The person ${p.key}`, 'partner', partners, [p.partner])
    needs(`The person ${p.key}`, 'post', posts, [p.post])
    needs(`The person ${p.key}`, 'board', boards, p.boards)
  }
  for (const f of review.findings) needs(`Finding ${f.number}`, 'group', groups, [f.group])
  needs('The edition', 'board', boards, [plan.edition.approvedBy])
  for (const t of plan.themes) needs(`Theme ${t.number}`, 'post', posts, [t.lead])

  for (const a of actions) {
    const action = `Action ${a.ref}`
    if (!a.ref.startsWith(`${a.theme}.`)) say(`${action} stands in the file of theme ${a.theme}.`)
    needs(action, 'phase', phases, [a.phase])
    needs(action, 'post', posts, [a.lead, ...a.support])
    needs(action, 'board', boards, a.boards)
    needs(action, 'finding', findings, a.answers)
    a.judgements.forEach((j, i) => {
      const before = a.judgements[i - 1]
      if (before && before.month >= j.month) say(`${action} has judgements out of order.`)
    })
    a.milestones.forEach((m, i) => {
      const milestone = `Milestone ${m.ref}`
      if (m.ref !== `${a.ref}${String.fromCharCode(97 + i)}`) say(`${milestone} is out of order in ${a.ref}.`)
      needs(milestone, 'post', posts, [m.lead, ...m.support])
      needs(milestone, 'finding', findings, m.answers)
      if (m.lead !== undefined && m.support.includes(m.lead))
        say(`${milestone} has its lead as supporter too.`)
      if (dateOf(m.start) > dateOf(m.due)) say(`${milestone} is due before it starts.`)
      if (m.redated && m.redated.toMonth !== m.due.month)
        say(`${milestone} is re-dated to another month than due.`)
      m.updates.forEach((u, n) => {
        const at = `The update of ${m.ref} for month ${u.month}`
        const before = m.updates[n - 1]
        needs(at, 'post', posts, [u.by, u.verifiedBy])
        if (before && before.month >= u.month) say(`${at} is out of order.`)
        if (before?.status === 'achieved') say(`${at} follows an achieved one.`)
        if (u.month < m.start.month && u.status !== 'not_started') say(`${at} comes before the start.`)
        if (u.support !== undefined && u.status !== 'off_track' && u.status !== 'not_achieved') {
          say(`${at} asks for support though it is ${u.status}.`)
        }
        if (u.status === 'not_achieved' && (u.support === undefined || u.next === undefined)) {
          say(`${at} is not achieved and lacks the support needed or what comes next.`)
        }
        if (u.status === 'achieved' && u.evidence.length === 0) say(`${at} is achieved without evidence.`)
        if (u.verifiedBy !== undefined && (u.status !== 'achieved' || u.verifiedBy === (u.by ?? m.lead))) {
          say(`${at} cannot be verified so.`)
        }
      })
    })
  }

  count('partners', area.partners.length, 4, 9)
  count('boards', area.boards.length, 6)
  count('posts', area.posts.length, 28, 46)
  count('people', area.people.length, 13, 16)
  count('findings', review.findings.length, 14)
  count('groups of findings', review.groups.length, 2)
  count('themes', plan.themes.length, 5)
  count('phases', plan.phases.length, 3)
  count('actions', actions.length, 48)
  count('milestones', actions.flatMap((a) => a.milestones).length, 178, 184)
}

/** The same area with every placeholder filled in for `today`. */
function filled({ area, review, plan, actions }: Anyshire, today: Date): Anyshire {
  const at = <T extends When>(w: T): T => (w.words ? { ...w, words: fill(w.words, w.month, today) } : w)
  return {
    area,
    review: { ...review, findings: review.findings.map((f) => ({ ...f, deadline: at(f.deadline) })) },
    plan,
    actions: actions.map((a) => ({
      ...a,
      judgements: a.judgements.map((j) => ({ ...j, words: fill(j.words, j.month, today) })),
      milestones: a.milestones.map((m) => ({
        ...m,
        start: at(m.start),
        due: at(m.due),
        ...(m.redated
          ? { redated: { ...m.redated, reason: fill(m.redated.reason, m.redated.inMonth, today) } }
          : {}),
        updates: m.updates.map((u) => ({
          ...u,
          done: fill(u.done, u.month, today),
          ...(u.next === undefined ? {} : { next: fill(u.next, u.month, today) }),
          ...(u.support === undefined ? {} : { support: fill(u.support, u.month, today) }),
          evidence: u.evidence.map((e) => ({ ...e, words: fill(e.words, u.month, today) })),
        })),
      })),
    })),
  }
}

/** Reads the files of the demonstration area; throws one clear sentence for each fault in them. */
export function readAnyshire(
  today: Date = new Date(),
  folder: URL = new URL('./', import.meta.url),
): Anyshire {
  const faults: string[] = []
  const theArea = readYaml(folder, 'area.yaml', area, faults)
  const theReview = readYaml(folder, 'review.yaml', review, faults)
  const thePlan = readYaml(folder, 'plan.yaml', plan, faults)
  const actions: Action[] = []
  for (const file of readdirSync(new URL('actions/', folder)).sort()) {
    if (!file.endsWith('.yaml')) continue
    const part = readYaml(folder, `actions/${file}`, themeFile, faults)
    for (const a of part?.actions ?? []) actions.push({ ...a, theme: part?.theme ?? 0 })
  }
  stop(faults)
  if (!theArea || !theReview || !thePlan) throw new Error('The Anyshire seed files cannot be read.')
  const anyshire: Anyshire = { area: theArea, review: theReview, plan: thePlan, actions }
  crossCheck(anyshire, faults)
  stop(faults)
  return filled(anyshire, today)
}
