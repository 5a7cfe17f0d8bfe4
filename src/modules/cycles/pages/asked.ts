import { formatDay, formatMonth, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import {
  errorSummary,
  exampleFaultyUpdateInput,
  exampleUpdateInput,
  toUpdateForm,
  type UpdateFormView,
  type UpdateInput,
} from '../../plans/index.ts'
import { cyclePaths } from '../paths.ts'
import { type NotMineLink, toNotMineLink } from './not-mine.ts'

export interface AskedInput {
  update: UpdateInput
  /** When they said that it is not theirs. */
  notMineOn: PlainDate | null
  /** The name of the file that was given by this link; what was wrong with another. */
  file: { given: string | null; error: string | null }
}

export type AskedForm = UpdateFormView & { notMine: NotMineLink }

export interface AskedPage {
  title: string
  area: string
  plan: string
  /** "X for Y" where somebody sees to it for whoever is away. */
  who: string
  words: string
  errors: { text: string; href: string }[]
  waiting: AskedForm[]
  said: AskedForm[]
  saidWords: string
  /** Why nothing can be answered any more; null while it can. */
  over: string | null
}

/** What a lead sees who follows the link of a mail: their milestones of one month, each saved for itself. */
export function toAskedPage(input: {
  token: string
  area: string
  plan: string
  who: string
  period: PlainDate
  dueOn: PlainDate
  forms: readonly AskedInput[]
  over: string | null
  today: PlainDate
}): AskedPage {
  const { token, forms, period, over, today } = input
  const all = forms.map(({ update, file, notMineOn }): AskedForm => {
    const { id } = update.milestone
    return {
      ...toUpdateForm(update, cyclePaths.answer(token, id), today),
      file,
      notMine: toNotMineLink(cyclePaths.askedNotMine(token, id), notMineOn),
    }
  })
  const isSaid = (form: UpdateFormView): boolean => form.last?.thisMonth === true && !form.returned
  const [waiting, said] = [all.filter((form) => !isSaid(form)), all.filter(isSaid)]
  return {
    title: `Your milestones in ${formatMonth(period)}`,
    area: input.area,
    plan: input.plan,
    who: input.who,
    words:
      waiting.length === 0
        ? `All ${counted(said.length, 'milestone')} answered. Thank you; there is nothing more to do.`
        : `${waiting.length} of ${counted(all.length, 'milestone')} to answer by ${formatDay(input.dueOn)}. Each is saved for itself.`,
    errors: [...errorSummary(forms.map(({ update }) => update)), ...fileFaults(forms)],
    waiting,
    said,
    saidWords: `${counted(said.length, 'milestone')} answered`,
    over,
  }
}

const fileFaults = (forms: readonly AskedInput[]) =>
  forms.flatMap(({ update, file }) =>
    file.error === null ? [] : [{ text: file.error, href: `#file-${update.milestone.id}` }],
  )

export const askedPage = definePage<AskedPage>('cycles/pages/asked.njk', () =>
  toAskedPage({
    token: 'token',
    area: 'Anyshire',
    plan: 'Improvement plan',
    who: 'Team Manager, First Response, for Head of First Response',
    period: '2026-11-01',
    dueOn: '2026-11-20',
    forms: [exampleFaultyUpdateInput(), exampleUpdateInput(1), exampleUpdateInput(5)].map((update, at) => ({
      update,
      notMineOn: at === 1 ? '2026-11-19' : null,
      file: {
        given: at === 2 ? 'Audit of thirty files.pdf' : null,
        error: at === 0 ? 'Choose a file' : null,
      },
    })),
    over: null,
    today: '2026-11-24',
  }),
)
