import { definePage } from '../../../platform/http/pages.ts'
import type { Round } from '../domain/facts.ts'
import { unansweredOf } from '../domain/rounds.ts'
import { paths } from '../paths.ts'
import { exampleRound } from './example.ts'
import { questionName } from './words.ts'

export interface ClosePage {
  back: { href: string; text: string }
  send: string
  /** Set when it is closed already. */
  closed: boolean
  words: string
  unanswered: { name: string; words: string }[]
}

/** What closing a round means, with every question that would stay unanswered. */
export function toClosePage(round: Round): ClosePage {
  const open = unansweredOf(round)
  const asked = round.questions.length
  return {
    back: { href: paths.round(round.id), text: round.title },
    send: paths.close(round.id),
    closed: round.closed !== null,
    words:
      open.length === 0
        ? `All ${asked} questions are answered.`
        : `${open.length} of ${asked} questions ${open.length === 1 ? 'is' : 'are'} not answered, and will stay so:`,
    unanswered: open.map((question) => ({
      ...{ name: questionName(round.set, question), words: question.words },
    })),
  }
}

export const closePage = definePage<ClosePage>('self-assessments/pages/close.njk', () =>
  toClosePage(exampleRound()),
)
