import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { AskedText } from '../domain/layout.ts'
import { carriedSince, type HeldText } from '../domain/report-texts.ts'
import { reportPaths } from '../paths.ts'

/** Every text of a plan's report on one page, to be written anew or left as it stands. */
export interface TextsPage {
  plan: { title: string; href: string }
  name: string
  send: string
  words: string
  parts: TextView[]
  errors: FieldError[]
}

export interface TextView {
  key: string
  heading: string
  hint: string | null
  rows: number
  value: string
  notApplicable: boolean
  /** The text that stood there when the page was made; a form that comes back has seen what it shows. */
  seen: string
  once: string
  error: string | null
  /** Who wrote what stands there, and when. */
  said: string
  carried: string | null
  /** What somebody else wrote meanwhile, for whoever has to bring both together. */
  meanwhile: string | null
  earlier: { said: string; words: string }[]
  earlierWords: string
}

export interface TextsInput {
  plan: { id: string; title: string }
  layout: { code: string; name: string }
  parts: readonly (AskedText & { now: HeldText | null; earlier: readonly HeldText[]; count: number })[]
  today: PlainDate
  /** What was typed, when the form comes back. */
  values: FormValues | null
  errors: FieldError[]
  newMark: () => string
}

const NOT_APPLICABLE = 'Not applicable'

export function toTextsPage(input: TextsInput): TextsPage {
  const { plan, layout, parts, errors } = input
  const open = parts.filter(({ now }) => now === null).length
  return {
    plan: { title: plan.title, href: reportPaths.reports },
    name: layout.name,
    send: reportPaths.texts(plan.id, layout.code),
    words: `${counted(parts.length, 'text')}${open > 0 ? `, ${open} not written yet` : ''}`,
    parts: parts.map((part) => toTextView(part, input)),
    errors,
  }
}

function toTextView(part: TextsInput['parts'][number], input: TextsInput): TextView {
  const { now, earlier, count, key } = part
  const typed = (name: string) => {
    const value = input.values?.[`${name}-${key}`]
    return typeof value === 'string' ? value : null
  }
  const error = input.errors.find(({ field }) => field === `words-${key}`)?.text ?? null
  const raced = typed('seen') !== null && now !== null && now.id !== typed('seen')
  // What its reader left alone and somebody else wrote anew is shown as it now stands.
  const own = input.values !== null && !(raced && error === null)
  return {
    ...{ key, heading: part.label, hint: part.hint, rows: part.short ? 2 : 6, error },
    value: (own ? typed('words') : null) ?? now?.words ?? '',
    notApplicable: own ? typed('none') !== null : now !== null && now.words === null,
    seen: now?.id ?? '',
    once: (raced ? null : typed('once')) ?? input.newMark(),
    said: now ? saidWords(now) : unwritten(part.empty),
    carried: now && carriedSince(now.on, input.today),
    meanwhile: raced && error !== null ? (now.words ?? NOT_APPLICABLE) : null,
    earlier: earlier.map((text) => ({ said: saidWords(text), words: text.words ?? NOT_APPLICABLE })),
    earlierWords: earlierWords(count - 1, earlier.length),
  }
}

/** What stands in braces is worked out from the plan. */
function unwritten(empty: string | null): string {
  if (empty === null) return 'Nobody has written it yet: nothing is printed'
  const printed = empty.includes('{') ? 'words worked out from the plan are' : `“${empty}” is`
  return `Nobody has written it yet: ${printed} printed`
}

const saidWords = ({ by, on }: HeldText): string => `${by}, ${formatDay(on)}`

function earlierWords(count: number, shown: number): string {
  if (count <= 0) return ''
  return `${counted(count, 'earlier text')}${shown < count ? `, the last ${shown} shown` : ''}`
}

const example = (): TextsPage => {
  const held = (id: string, words: string | null, by: string, on: PlainDate) => ({
    ...{ id, key: 'purpose', words, by, on, once: id },
  })
  const parts = [
    {
      ...{ key: 'purpose', label: 'Purpose', hint: 'One sentence', empty: NOT_APPLICABLE, short: false },
      now: held('t2', 'To report progress since October.', 'Pat Manager', '2026-10-14'),
      ...{ earlier: [held('t1', null, 'Sam Lead', '2026-09-02')], count: 2 },
    },
    {
      ...{ key: 'wards', label: 'Wards affected', hint: null, empty: 'Not given', short: true },
      ...{ now: null, earlier: [], count: 0 },
    },
  ]
  return toTextsPage({
    ...{ plan: { id: 'plan-1', title: 'Anyshire Improvement Plan' }, parts, today: '2026-11-24' },
    layout: { code: 'committee-report', name: 'Committee report' },
    values: { 'words-purpose': 'To ask the committee.', 'seen-purpose': 't1', 'once-purpose': 'm1' },
    errors: [{ field: 'words-purpose', text: 'Pat Manager wrote this anew while you were writing.' }],
    newMark: () => 'mark',
  })
}

export const textsPage = definePage<TextsPage>('reports/pages/texts.njk', example)
