import { formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY } from './example.ts'
import { exampleFaultyUpdateInput, exampleUpdateInput } from './update.ts'
import { errorSummary, toUpdateForm, type UpdateForm, type UpdateInput } from './update-form.ts'
import { count } from './words.ts'

export interface UpdatesPage {
  title: string
  words: string
  errors: { text: string; href: string }[]
  /** Still to be said for this month, most urgent first. */
  waiting: UpdateForm[]
  /** Said already: closed, but open to a second word. */
  said: UpdateForm[]
  saidWords: string
}

/** All milestones of one lead on one page, each saved for itself. Milestones come in order of their due day. */
export function toUpdatesPage(
  inputs: readonly UpdateInput[],
  period: PlainDate,
  today: PlainDate,
): UpdatesPage {
  const forms = inputs.map((input) => toUpdateForm(input, paths.updateFromList(input.milestone.id), today))
  const isSaid = (form: UpdateForm): boolean => form.last?.thisMonth === true && !form.returned
  const waiting = forms.filter((form) => !isSaid(form))
  const said = forms.filter(isSaid)
  return {
    title: `Your milestones in ${formatMonth(period)}`,
    words: waitingWords(waiting.length, said.length),
    errors: errorSummary(inputs),
    waiting,
    said,
    saidWords: `${count(said.length, 'milestone')} updated this month`,
  }
}

function waitingWords(waiting: number, said: number): string {
  if (waiting + said === 0) return ''
  if (waiting === 0) return `All ${count(said, 'milestone')} updated. Thank you.`
  return `${waiting} of ${count(waiting + said, 'milestone')} to update, in order of due date. Each is saved for itself.`
}

export const updatesPage = definePage<UpdatesPage>('plans/pages/updates.njk', () =>
  toUpdatesPage(
    [exampleFaultyUpdateInput(), exampleUpdateInput(1), exampleUpdateInput(5), exampleUpdateInput(12)],
    '2026-11-01',
    EXAMPLE_TODAY,
  ),
)
