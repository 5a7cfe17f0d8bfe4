import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { STATUS_KEY, STATUSES } from '../../plans/index.ts'
import type { WordsToSettle, WordToSettle } from '../domain/words-to-settle.ts'
import { importPaths } from '../paths.ts'
import { type ExampleImport, exampleImport } from './example.ts'
import { type StepView, stepsOf } from './steps.ts'

export interface WordsPage {
  title: string
  steps: StepView[]
  statuses: (WordView & { options: { value: string; text: string; selected: boolean }[] })[]
  leads: WordView[]
  boards: WordView[]
  themes: WordView[]
  dates: WordView[]
  /** Who may lead, for the lists that browsers offer. */
  holders: string[]
  boardNames: string[]
  action: string
  errors: FieldError[]
}

export interface WordView {
  id: string
  name: string
  words: string
  /** "in 12 rows". */
  count: string
  value: string
  /** What it looks like, or what will come of it. */
  hint: string
}

export interface WordsInput extends ExampleImport {
  words: WordsToSettle
  holders: readonly string[]
  boards: readonly string[]
  typed?: Readonly<Record<string, unknown>>
  errors?: FieldError[]
}

export function toWordsPage({ row, words, holders, boards, typed = {}, errors = [] }: WordsInput): WordsPage {
  const view = (kind: string) => (word: WordToSettle, index: number) => toView(kind, word, index, typed)
  return {
    title: row.title,
    steps: stepsOf(row.id, row.settled, 'words'),
    statuses: words.statuses.map((word, index) => {
      const made = view('status')(word, index)
      return { ...made, options: optionsFor(made.value) }
    }),
    leads: words.leads.map(view('lead')),
    boards: words.boards.map(view('board')),
    themes: words.themes.map(view('theme')),
    dates: words.dates.map(view('date')),
    holders: [...holders],
    boardNames: [...boards],
    action: importPaths.words(row.id),
    errors: errors.map(({ field, text }) => ({ field: idOf(field, words), text })),
  }
}

function toView(
  kind: string,
  { key, words, count, value, hint }: WordToSettle,
  index: number,
  typed: Readonly<Record<string, unknown>>,
): WordView {
  const name = `${kind}:${key}`
  const said = typed[name]
  return {
    ...{ id: `${kind}-${index}`, name, words, hint },
    count: `in ${counted(count, 'row')}`,
    value: typeof said === 'string' ? said : value,
  }
}

/** A fault leads to the field's place on the page. */
function idOf(field: string, words: WordsToSettle): string {
  const at = field.indexOf(':')
  const [kind, key] = [field.slice(0, at), field.slice(at + 1)]
  const lists: Record<string, readonly WordToSettle[]> = { lead: words.leads, date: words.dates }
  const index = (lists[kind] ?? []).findIndex((word) => word.key === key)
  return `${kind}-${index}`
}

const optionsFor = (selected: string) => [
  { value: 'keep', text: 'None of these: keep the words', selected: selected === 'keep' },
  ...STATUSES.map((status) => ({
    ...{ value: status as string, text: STATUS_KEY[status].long, selected: selected === status },
  })),
]

export const wordsPage = definePage<WordsPage>('imports/pages/words.njk', () =>
  toWordsPage({
    ...exampleImport(),
    words: {
      statuses: [{ key: 'in progress', words: 'In progress', count: 48, value: 'keep', hint: '' }],
      leads: [
        {
          key: 'head of care',
          words: 'Head of Care',
          count: 3,
          value: '',
          hint: 'Nobody here has this name',
        },
      ],
      boards: [
        { key: 'ops group', words: 'Ops Group', count: 8, value: 'Ops Group', hint: 'New: it will be added' },
      ],
      themes: [
        { key: 'practice', words: 'Practice', count: 9, value: 'Practice', hint: 'New: it will be added' },
      ],
      dates: [{ key: 'soon', words: 'soon', count: 1, value: '', hint: 'Brought in without a day' }],
    },
    holders: ['Head of First Response'],
    boards: ['Operations Group'],
    errors: [{ field: 'lead:head of care', text: 'There is no “X” here' }],
  }),
)
