import { z } from 'zod'
import { endOfMonth, isPlainDate, type PlainDate } from '../../platform/calendar.ts'
import { RETURNS } from './domain/assessment.ts'
import type { BulkAsked } from './domain/bulk.ts'
import { CONCERNS } from './domain/concerns.ts'
import { REASON_CODES } from './domain/reasons.ts'
import { STATUSES, type Status } from './domain/status.ts'

const optional = z.string().max(4_000, 'Must be 4,000 characters or fewer').optional()

const nullWhenEmpty = (text: string | undefined): string | null => text || null

const box = z.string().max(4).default('')

const once = z.uuid('This form is not complete: reload the page')

/** "board:…", "post:…" or "person:…"; null for nobody in particular. */
function toHelper(text: string): { kind: 'board' | 'post' | 'person'; id: string } | null {
  const [, kind, id] = /^(board|post|person):([\w-]{1,60})$/.exec(text) ?? []
  return id && (kind === 'board' || kind === 'post' || kind === 'person') ? { kind, id } : null
}

/** Only these ask for a reason, a recovery plan and a new date; what stands in their boxes beside another status is not kept. */
const isTroubled = (status: Status): boolean => status === 'not_achieved' || status === 'off_track'

/** Every fault is said at once, also where a box was left empty: nobody should mend a form in two rounds. */
const atOnce = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null }

export const UpdateForm = z
  .object({
    once,
    status: z.enum(STATUSES, 'Select where the milestone stands this month'),
    done: z
      .string('Say what was done')
      .min(1, 'Say what was done')
      .max(8_000, 'What was done must be 8,000 characters or fewer'),
    next: optional,
    reason: z.enum(['', ...REASON_CODES], 'Select why from the list').default(''),
    recovery: optional,
    'new-day': box,
    'new-month': box,
    'new-year': box,
    support_needed: z.enum(['yes', 'no'], 'Select yes if support is needed'),
    support: optional,
    support_to: z.string().max(80).default(''),
    'wanted-day': box,
    'wanted-month': box,
    'wanted-year': box,
    evidence: optional,
    /** Set by the page where evidence is attached already; whether it is true, the action asks again. */
    evidence_attached: z.string().max(4).default(''),
    /** Kinds of concern that the author was asked about and answered for, with commas between. */
    sure: z.string().max(200).default(''),
  })
  .refine((form) => form.support_needed !== 'yes' || form.support, {
    ...atOnce,
    path: ['support'],
    error: 'Say what support is needed, and from whom',
  })
  .refine((form) => form.support_needed === 'yes' || !form.support, {
    ...atOnce,
    path: ['support_needed'],
    error: 'You wrote what support is needed: select yes, or take it out',
  })
  .refine((form) => form.status !== 'not_achieved' || form.support_needed === 'yes', {
    ...atOnce,
    path: ['support_needed'],
    error: 'This status asks for support: select yes, or another status',
  })
  .refine((form) => form.status !== 'not_achieved' || form.reason, {
    ...atOnce,
    path: ['reason'],
    error: 'Select why it is not achieved',
  })
  .refine((form) => form.status !== 'not_achieved' || form.recovery, {
    ...atOnce,
    path: ['recovery'],
    error: 'Say how it will be made good',
  })
  .refine((form) => form.status !== 'achieved' || form.evidence || form.evidence_attached === 'yes', {
    ...atOnce,
    path: ['evidence'],
    error: 'Say what shows that it is completed and the desired outcome achieved',
  })
  .refine(
    (form) => form.status !== 'not_achieved' || form['new-day'] || form['new-month'] || form['new-year'],
    { ...atOnce, path: ['new'], error: 'Enter the new date by which it will be done' },
  )
  .superRefine((form, context) => {
    if (isTroubled(form.status)) dateOf(form, 'new', context)
    if (form.support_needed === 'yes') dateOf(form, 'wanted', context)
  })
  .transform((form, context) => {
    const troubled = isTroubled(form.status)
    const fresh = troubled ? dateOf(form, 'new', context) : null
    const wanted = form.support_needed === 'yes' ? dateOf(form, 'wanted', context) : null
    return {
      once: form.once,
      status: form.status,
      done: form.done,
      next: nullWhenEmpty(form.next),
      reason: troubled && form.reason !== '' ? form.reason : null,
      recovery: troubled ? nullWhenEmpty(form.recovery) : null,
      proposedDue: fresh?.on ?? null,
      support: form.support_needed === 'yes' ? nullWhenEmpty(form.support) : null,
      supportTo: form.support_needed === 'yes' ? toHelper(form.support_to) : null,
      supportBy: wanted?.on ?? null,
      evidence: nullWhenEmpty(form.evidence),
      sure: CONCERNS.filter((kind) => form.sure.split(',').includes(kind)),
    }
  })

export const JudgementForm = z.object({
  once,
  status: z.enum(STATUSES, 'Select where the action stands'),
  words: z.string('Say why').min(1, 'Say why').max(4_000, 'Must be 4,000 characters or fewer'),
})

/** A day, or no more than the month of it: what somebody put into the three boxes of a date. */
export interface DatedBoxes {
  on: PlainDate
  precision: 'day' | 'month'
}

const DATES = {
  start: 'start date',
  due: 'due date',
  new: 'new date',
  wanted: 'date by which support is needed',
} as const

/** Null when all boxes are empty; a date that does not exist is a fault of the whole date. */
function dateOf(
  form: Record<string, unknown>,
  name: keyof typeof DATES,
  context: z.core.$RefinementCtx,
): DatedBoxes | null {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) =>
    String(form[`${name}-${part}`]),
  )
  if (!day && !month && !year) return null
  const iso = `${year}-${month.padStart(2, '0')}-${(day || '1').padStart(2, '0')}`
  if (isPlainDate(iso)) return toDated(iso, day !== '', name)
  context.addIssue({
    code: 'custom',
    path: [name],
    message: `The ${DATES[name]} must be a real date, like 31 5 2027`,
  })
  return null
}

/** A month without a day stands for its first day when something starts, and for its last when it is due. */
function toDated(iso: PlainDate, exact: boolean, name: keyof typeof DATES): DatedBoxes {
  if (exact) return { on: iso, precision: 'day' }
  return { on: name === 'start' ? iso : endOfMonth(iso), precision: 'month' }
}

export const ChangeForm = z
  .object({
    words: z
      .string('Enter what will be done')
      .min(1, 'Enter what will be done')
      .max(4_000, 'What will be done must be 4,000 characters or fewer'),
    'start-day': box,
    'start-month': box,
    'start-year': box,
    'due-day': box,
    'due-month': box,
    'due-year': box,
    leads: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
    reason: optional,
    seen: z.string().max(40).default(''),
  })
  .transform((form, context) => ({
    seen: form.seen,
    words: form.words,
    start: dateOf(form, 'start', context),
    due: dateOf(form, 'due', context),
    leads: form.leads.filter((key) => key !== ''),
    reason: nullWhenEmpty(form.reason),
  }))

const viewFields = {
  name: z
    .string('Give the view a name')
    .min(1, 'Give the view a name')
    .max(80, 'The name must be 80 characters or fewer'),
  shared: z.literal('yes').optional(),
}

export const ViewForm = z
  .object(viewFields)
  .transform(({ name, shared }) => ({ name, shared: shared === 'yes' }))

export const SaveViewForm = z
  .object({
    ...viewFields,
    view: z
      .string('Open the plan, and choose the filters to save')
      .min(1, 'Open the plan, and choose the filters to save'),
  })
  .transform(({ name, shared }) => ({ name, shared: shared === 'yes' }))

const several = (none: string) =>
  z
    .union([z.string().transform((one) => [one]), z.array(z.string())], none)
    .transform((all) => all.filter((one) => one !== ''))
    .refine((all) => all.length > 0, none)

export const AcceptFaultsForm = z.object({
  faults: several('Select what you accept'),
  reason: z
    .string('Say why it is accepted')
    .min(1, 'Say why it is accepted')
    .max(4_000, 'The reason must be 4,000 characters or fewer'),
})

export const WithdrawFaultsForm = z.object({
  acceptances: several('Select what you no longer accept').pipe(
    z.array(z.uuid('This form is not complete: reload the page')),
  ),
})

const BULK_FIELDS = {
  what: z.enum(['lead', 'due', 'move', 'add_board', 'take_board', 'drop'], 'Select what to change'),
  lead: z.string().max(60).default(''),
  due: z.string().max(20).default(''),
  move: z.string().max(10).default(''),
  add_board: z.string().max(400).default(''),
  take_board: z.string().max(400).default(''),
  reason: optional,
}

type BulkTyped = z.output<z.ZodObject<typeof BULK_FIELDS>>

/** As far as one may move dates at once: about two years. */
const FURTHEST = 500

function askedOf(form: BulkTyped, context: z.core.$RefinementCtx): BulkAsked {
  const fault = (message: string) => {
    context.addIssue({ code: 'custom', path: [form.what], message })
  }
  if (form.what === 'drop') return { what: 'drop' }
  if (form.what === 'lead') {
    if (form.lead === '') fault('Choose who is to lead')
    return { what: 'lead', holder: form.lead }
  }
  if (form.what === 'due') {
    if (!isPlainDate(form.due)) fault('Enter the new due date')
    return { what: 'due', on: form.due }
  }
  if (form.what === 'move') {
    const days = /^[+-]?\d{1,3}$/.test(form.move) ? Number(form.move) : 0
    if (days === 0 || Math.abs(days) > FURTHEST)
      fault(`Enter how many working days, from -${FURTHEST} to ${FURTHEST}, like 10 or -5`)
    return { what: 'move', days }
  }
  const board = form[form.what]
  if (board === '') fault('Choose a board')
  return { what: form.what, board }
}

const selection = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .default([])
  .transform((all) => all.filter((one) => one !== ''))

const optionalReason = z
  .string()
  .max(4_000, 'The reason must be 4,000 characters or fewer')
  .default('')
  .transform((reason) => reason || null)

const INCOMPLETE = 'This form is not complete: reload the page'
const ids = selection.pipe(z.array(z.uuid(INCOMPLETE)))

/** What something answers of one review; `settle-<id>` names what a citation without a number means. */
export const AnswersForm = z
  .looseObject({ review: z.uuid('Choose a review'), findings: ids, reason: optionalReason })
  .transform(({ review, findings, reason, ...rest }) => ({
    ...{ reviewId: review, findings, reason },
    settled: settledIn(rest),
  }))

const SETTLE = 'settle-'

/** What was chosen for each citation without a number, by its id; those that stay open are left out. */
export const settledIn = (values: Record<string, unknown>): Map<string, string> =>
  new Map(
    Object.entries(values).flatMap(([field, value]): [string, string][] =>
      field.startsWith(SETTLE) && typeof value === 'string' && value !== ''
        ? [[field.slice(SETTLE.length), value]]
        : [],
    ),
  )

/** What of a plan answers one finding. */
export const AnsweringForm = z
  .object({
    whole: z.literal('yes').optional(),
    settled: z.literal('yes').optional(),
    actions: ids,
    milestones: ids,
    reason: optionalReason,
  })
  .transform(({ whole, settled, ...rest }) => ({
    ...rest,
    whole: whole === 'yes',
    settled: settled === 'yes',
  }))

/** What is to be changed, and of which milestones. */
export const BulkForm = z.object({ ...BULK_FIELDS, milestones: selection }).transform((form, context) => ({
  asked: askedOf(form, context),
  selected: form.milestones,
  reason: nullWhenEmpty(form.reason),
}))

/** The same, confirmed: each milestone with the mark of what was shown of it. */
export const ConfirmBulkForm = z.object({ ...BULK_FIELDS, seen: selection }).transform((form, context) => ({
  asked: askedOf(form, context),
  seen: new Map(form.seen.map((one): [string, string] => [one.slice(0, 36), one.slice(37)])),
  reason: nullWhenEmpty(form.reason),
}))

/** `lead-<theme>` → a person or a post, or nothing. */
export const ThemesForm = z.looseObject({}).transform(
  (form) =>
    new Map(
      Object.entries(form).flatMap(([name, value]): [string, string][] => {
        const theme = /^lead-(.+)$/.exec(name)?.[1]
        return theme && typeof value === 'string' ? [[theme, value]] : []
      }),
    ),
)
const update = z.uuid('This form is not complete: reload the page')

/** What whoever judges the action makes of one update. */
export const ReviewForm = z
  .object({
    once,
    update,
    verdict: z.enum(['accepted', 'queried'], 'Select whether you accept it or ask about it'),
    words: optional,
  })
  .refine((form) => form.verdict !== 'queried' || form.words, {
    path: ['words'],
    error: 'Say what you ask',
  })
  .transform((form) => ({
    ...{ once: form.once, progressId: form.update, verdict: form.verdict },
    words: nullWhenEmpty(form.words),
  }))

/** What somebody else makes of a claim of completion. */
export const VerdictForm = z
  .object({
    once,
    update,
    verdict: z.enum(['verified', 'returned'], 'Select whether it is completed, with the outcome achieved'),
    status: z.enum(['', ...RETURNS], 'Select where it stands instead').default(''),
    words: z
      .string('Say what you saw')
      .min(1, 'Say what you saw, or what is still missing')
      .max(4_000, 'Must be 4,000 characters or fewer'),
  })
  .refine((form) => form.verdict !== 'returned' || form.status, {
    path: ['status'],
    error: 'Select where it stands instead',
  })
  .transform((form) => ({
    ...{ once: form.once, progressId: form.update, verdict: form.verdict, words: form.words },
    status: form.verdict === 'returned' && form.status !== '' ? form.status : null,
  }))

/** Words that answer a query without a new update. */
export const AnswerForm = z
  .object({
    once,
    query: update,
    words: z
      .string('Say what you answer')
      .min(1, 'Say what you answer')
      .max(4_000, 'Must be 4,000 characters or fewer'),
  })
  .transform((form) => ({ once: form.once, queryId: form.query, words: form.words }))

/** Agrees to the new date that an update asks for. */
export const AgreeDateForm = z.object({ update })

const dayOrNone = (otherwise: string) =>
  z
    .string()
    .refine((text) => text === '' || isPlainDate(text), otherwise)
    .default('')
    .transform((text) => text || null)

const short = (called: string) =>
  z.string().max(200, `${called} must be 200 characters or fewer`).optional().transform(nullWhenEmpty)

const aboutEvidence = {
  once,
  title: short('The title'),
  owner: short('The owner'),
  datedOn: dayOrNone('The date must be a real date'),
  expiresOn: dayOrNone('The last day must be a real date'),
}

interface Aging {
  datedOn: string | null
  expiresOn: string | null
}

const isInOrder = ({ datedOn, expiresOn }: Aging): boolean => !datedOn || !expiresOn || datedOn <= expiresOn

const OUT_OF_ORDER = {
  path: ['expiresOn'],
  error: 'The last day must be on or after the date of the evidence',
}

const evidenceFormOf = <K extends string>(kinds: readonly K[]) =>
  z
    .object({
      ...aboutEvidence,
      kind: z.enum(kinds, 'Select what you add'),
      url: z.string().max(2_000, 'The address must be 2,000 characters or fewer').optional(),
      words: z.string().max(8_000, 'The note must be 8,000 characters or fewer').optional(),
    })
    .refine((form) => form.kind !== 'link' || isWebAddress(form.url ?? ''), {
      path: ['url'],
      error: 'Enter the whole address of the page, beginning with https:// or http://',
    })
    .refine((form) => form.kind !== 'note' || form.words, { path: ['words'], error: 'Write the note' })
    .refine((form) => form.kind !== 'note' || form.title, { path: ['title'], error: 'Give the note a title' })
    .refine(isInOrder, OUT_OF_ORDER)
    .transform(({ url, words, ...form }) => ({
      ...form,
      url: nullWhenEmpty(url),
      words: nullWhenEmpty(words),
    }))

export const EvidenceForm = evidenceFormOf(['file', 'link', 'note'])

/** As a program sends it; files have an operation of their own. */
export const LinkOrNoteForm = evidenceFormOf(['link', 'note'])

/** A file with what is said of it, as a program sends it: its bytes as base64. */
export const EvidenceFileForm = z
  .strictObject({
    ...aboutEvidence,
    name: z
      .string('Give the name of the file')
      .min(1, 'Give the name of the file')
      .max(200, 'The name must be 200 characters or fewer')
      .meta({ description: 'With its ending, which says what kind of file it is: “Audit.pdf”.' }),
    content: z
      .string('Send the bytes of the file as base64')
      .refine(isBase64, 'Send the bytes of the file as base64, without line breaks')
      .meta({
        contentEncoding: 'base64',
        description: 'The bytes of the file as base64; 20 MB of them at most.',
      }),
  })
  .refine(isInOrder, OUT_OF_ORDER)
  .transform((form) => ({ ...form, kind: 'file' as const, url: null, words: null }))

/** By its length: an expression over 28 MB of text is too much for the machine that runs it. */
function isBase64(text: string): boolean {
  const filling = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = Buffer.from(text, 'base64').length
  return text.length % 4 === 0 && bytes === (text.length / 4) * 3 - filling
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' && !url.username && !url.password
  )
}

export const AttachForm = z.object({
  evidence: z.uuid('Choose the evidence'),
})

export const TargetForm = z.object({
  plan: z.uuid('Choose the plan'),
  target: z.string('Choose what it supports').min(1, 'Choose what it supports').max(8_000),
})

const becauseOf = (what: string) =>
  z.string(what).min(1, what).max(4_000, 'The reason must be 4,000 characters or fewer')

export const WithdrawForm = z.object({ reason: becauseOf('Say why it is withdrawn') })

export const DetachForm = z.object({
  use: z.uuid('This form is not complete: reload the page'),
  reason: becauseOf('Say why it no longer supports this'),
})
