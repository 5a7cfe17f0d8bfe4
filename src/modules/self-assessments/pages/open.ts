import { addMonths, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { errorOf, type TypedForm, textOf } from '../../plans/index.ts'
import type { QuestionSet } from '../domain/facts.ts'
import { paths } from '../paths.ts'

interface Choice {
  value: string
  text: string
  selected: boolean
}

export interface OpenPage {
  back: string
  send: string
  once: string
  errors: { text: string; href: string }[]
  sets: { error: string | null; groups: { name: string; choices: Choice[] }[] }
  title: { value: string; error: string | null }
  partners: { error: string | null; choices: Choice[] }
  nextDue: { value: string; error: string | null }
}

export interface OpenInput {
  sets: readonly { set: QuestionSet; questions: number }[]
  partners: readonly { id: string; name: string }[]
  /** What the address asks for, as the form would name it. */
  asked: string
  typed: TypedForm
}

/** The next round is wanted a year on, unless somebody says otherwise. */
const A_YEAR = 12

export function toOpenPage({ sets, partners, asked, typed }: OpenInput, today: PlainDate): OpenPage {
  const set = typed.values ? textOf(typed, 'set') : asked
  const partner = textOf(typed, 'partner')
  const group = (name: string, kind: QuestionSet['kind']) => ({
    name,
    choices: sets
      .filter((one) => one.set.kind === kind)
      .map((one) =>
        toChoice(keyOf(one.set), `${one.set.title} (${counted(one.questions, 'question')})`, set),
      ),
  })
  const groups = [group('Findings of a review', 'review'), group('Statements of a framework', 'framework')]
  return {
    back: paths.rounds(),
    send: paths.open(),
    once: typed.once,
    errors: typed.errors.map(({ field, text }) => ({ text, href: `#${field}` })),
    sets: { error: errorOf(typed, 'set'), groups: groups.filter(({ choices }) => choices.length > 0) },
    title: { value: textOf(typed, 'title'), error: errorOf(typed, 'title') },
    partners: {
      error: errorOf(typed, 'partner'),
      choices: [
        toChoice('', 'The whole area', partner),
        ...partners.map(({ id, name }) => toChoice(id, name, partner)),
      ],
    },
    nextDue: {
      value: typed.values ? textOf(typed, 'nextDue') : addMonths(today, A_YEAR),
      error: errorOf(typed, 'nextDue'),
    },
  }
}

const keyOf = (set: QuestionSet): string =>
  set.kind === 'review' ? `review:${set.id}` : `framework:${set.framework}:${set.version}`

const toChoice = (value: string, text: string, chosen: string): Choice => ({
  ...{ value, text, selected: value === chosen },
})

export const openPage = definePage<OpenPage>('self-assessments/pages/open.njk', () =>
  toOpenPage(
    {
      sets: [
        { set: { kind: 'review', id: 'review-1', title: 'Ofsted inspection' }, questions: 41 },
        { set: { kind: 'framework', framework: 'ilacs', version: '2026', title: 'ILACS' }, questions: 1 },
      ],
      partners: [{ id: 'police', name: 'Anyshire Police' }],
      asked: '',
      typed: {
        ...{ once: 'one-time', values: { set: 'review:review-1', title: '' } },
        errors: [{ field: 'title', text: 'Enter a title, like “Section 11 review 2026”' }],
      },
    },
    '2026-11-22',
  ),
)
