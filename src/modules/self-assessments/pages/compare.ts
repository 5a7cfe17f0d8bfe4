import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type Compared, compareRounds, OUTCOMES, type Outcome, tallyOutcomes } from '../domain/compare.ts'
import { type Round, setKey } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { exampleLast, exampleRound } from './example.ts'
import { type AnswerView, aboutSet, OUTCOME_WORDS, questionName, toAnswerView, whose } from './words.ts'

export interface ComparePage {
  back: { href: string; text: string }
  about: string
  earlier: { title: string; href: string; about: string } | null
  later: { title: string; href: string; about: string }
  counts: { number: number; words: string; href: string }[]
  words: string
  groups: {
    id: string
    name: string
    rows: { name: string; words: string; was: AnswerView | null; now: AnswerView | null }[]
  }[]
}

/** Two rounds of one set beside each other: what is worse comes first. `earlier` is null where there is none. */
export function toComparePage(later: Round, earlier: Round | null): ComparePage {
  const compared = earlier ? compareRounds(earlier, later) : []
  const tally = tallyOutcomes(compared)
  const shown = OUTCOMES.filter((outcome) => tally[outcome] > 0)
  return {
    back: { href: paths.round(later.id), text: later.title },
    about: aboutSet(later.set),
    earlier: earlier && toSide(earlier),
    later: toSide(later),
    counts: OUTCOMES.map((outcome) => ({
      ...{ number: tally[outcome], words: OUTCOME_WORDS[outcome], href: `#${outcome}` },
    })),
    words: `${counted(compared.length, 'question')} of both rounds, what is worse first`,
    groups: shown.map((outcome) => toGroup(outcome, compared, later)),
  }
}

const toSide = (round: Round): ComparePage['later'] => ({
  ...{ title: round.title, href: paths.round(round.id) },
  about: `${whose(round.partner)}, opened on ${formatDay(round.openedOn)}`,
})

const toGroup = (
  outcome: Outcome,
  compared: readonly Compared[],
  { set }: Round,
): ComparePage['groups'][number] => ({
  ...{ id: outcome, name: OUTCOME_WORDS[outcome] },
  rows: compared
    .filter((one) => one.outcome === outcome)
    .map(({ question, was, now }) => ({
      ...{ name: questionName(set, question), words: question.words },
      ...{ was: was && toAnswerView(was), now: now && toAnswerView(now) },
    })),
})

/** The one that was opened first is the earlier. */
export const inOrder = (one: Round, other: Round): { earlier: Round; later: Round } =>
  one.openedOn < other.openedOn || (one.openedOn === other.openedOn && one.id < other.id)
    ? { earlier: one, later: other }
    : { earlier: other, later: one }

export const isComparable = (one: Round, other: Round): boolean =>
  one.id !== other.id && setKey(one.set) === setKey(other.set)

export const comparePage = definePage<ComparePage>('self-assessments/pages/compare.njk', () =>
  toComparePage(exampleRound(), exampleLast()),
)
