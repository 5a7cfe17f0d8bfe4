import { definePage } from '../../../platform/http/pages.ts'
import { type Addressee, NOBODY } from '../domain/support.ts'
import { paths } from '../paths.ts'
import { type DateBoxes, toDateBoxes } from './date-boxes.ts'
import { errorOf, type TypedForm, textOf, toWordsBox, type WordsBox } from './typed.ts'

/** Whom to ask, and by when: on a page of its own, and on that of a request. */
export interface AskFields {
  to: { error: string | null; groups: { name: string; choices: AskChoice[] }[] }
  wanted: DateBoxes
}

interface AskChoice {
  value: string
  text: string
  selected: boolean
}

export type NamedAddressee = Addressee & { name: string }

export function toAskFields(
  addressees: readonly NamedAddressee[],
  now: { to: Addressee | null; wantedBy: string | null },
  typed: TypedForm,
): AskFields {
  const chosen = typed.values ? textOf(typed, 'to') : now.to ? valueOfAddressee(now.to) : ''
  const group = (name: string, kind: Addressee['kind']) => ({
    name,
    choices: addressees
      .filter((one) => one.kind === kind)
      .map((one) => toChoice(valueOfAddressee(one), one.name, chosen)),
  })
  return {
    to: {
      error: errorOf(typed, 'to'),
      groups: [
        {
          name: 'Nobody yet',
          choices: [toChoice(NOBODY, 'I do not know: ask the programme manager', chosen)],
        },
        ...[group('Boards', 'board'), group('Posts', 'post'), group('People', 'person')],
      ].filter(({ choices }) => choices.length > 0),
    },
    wanted: toDateBoxes(
      {
        ...{ name: 'wanted', legend: 'By when is it wanted?', error: errorOf(typed, 'wanted') },
        hint: 'For example, 31 5 2027. Leave it empty if there is no day.',
      },
      now.wantedBy,
      typed.values,
    ),
  }
}

const valueOfAddressee = ({ kind, id }: Addressee): string => `${kind}:${id}`

const toChoice = (value: string, text: string, chosen: string): AskChoice => ({
  ...{ value, text },
  selected: value === chosen,
})

export interface SupportAskPage {
  title: string
  plan: { title: string; href: string }
  milestone: { name: string; words: string; href: string }
  errors: { text: string; href: string }[]
  send: string
  once: string
  box: WordsBox
  ask: AskFields
}

export function toSupportAskPage(
  {
    plan,
    milestone,
    addressees,
  }: {
    plan: { id: string; title: string }
    milestone: { id: string; ref: string | null; words: string }
    addressees: readonly NamedAddressee[]
  },
  typed: TypedForm,
): SupportAskPage {
  const name = milestone.ref ? `milestone ${milestone.ref}` : 'milestone'
  return {
    title: `Ask for support with ${milestone.ref ? name : 'this milestone'}`,
    plan: { title: plan.title, href: paths.plan(plan.id) },
    milestone: { name, words: milestone.words, href: paths.milestone(milestone.id) },
    errors: toErrors(typed, 'ask'),
    send: paths.askForSupport(milestone.id),
    once: typed.once,
    box: toWordsBox(typed, 'ask', {
      label: 'What is needed?',
      hint: 'Nothing from which a child or family could be known.',
    }),
    ask: toAskFields(addressees, { to: null, wantedBy: null }, typed),
  }
}

/** Each fault with the place where it is mended. */
export const toErrors = ({ errors }: TypedForm, of: string): { text: string; href: string }[] =>
  errors.map(({ field, text }) => ({ text, href: `#${PLACES[field] ?? `${of}-${field}`}` }))

const PLACES: Record<string, string> = { to: 'to', wanted: 'wanted-day', on: 'on-day', state: 'state' }

export const exampleAddressees = (): NamedAddressee[] => [
  { kind: 'board', id: 'board-1', name: 'Improvement Board' },
  { kind: 'post', id: 'post-1', name: 'Director of Children’s Services' },
  { kind: 'person', id: 'person-1', name: 'Programme Manager' },
]

export const supportAskPage = definePage<SupportAskPage>('plans/pages/support-ask.njk', () =>
  toSupportAskPage(
    {
      plan: { id: 'plan-1', title: 'Anyshire Improvement Plan' },
      milestone: { id: 'milestone-3', ref: '1.3', words: 'Every post in the front door team is filled' },
      addressees: exampleAddressees(),
    },
    {
      ...{ once: 'one-time', values: { words: 'A decision' } },
      errors: [
        { field: 'to', text: 'Choose whom you ask' },
        { field: 'wanted', text: 'The day by which it is wanted must be a real date, like 31 5 2027' },
      ],
    },
  ),
)
