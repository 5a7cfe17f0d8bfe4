import { formatDay } from '../../../platform/calendar.ts'
import { RESPONSES, type RiskState } from './facts.ts'
import { IMPACTS, LIKELIHOODS, type Rating, scoreWords } from './score.ts'

export interface Move {
  field: string
  was: string
  now: string
}

const rated = (rating: Rating): string =>
  `${scoreWords(rating)} (likelihood ${rating.likelihood} ${LIKELIHOODS[rating.likelihood].toLowerCase()}, impact ${rating.impact} ${IMPACTS[rating.impact].toLowerCase()})`

/** Each field that people see, with its words. */
export const FIELDS: readonly { field: string; of: (state: StateWords) => string }[] = [
  { field: 'State', of: ({ state }) => (state === 'open' ? 'Open' : 'Closed') },
  { field: 'Title', of: ({ title }) => title },
  { field: 'Cause', of: ({ cause }) => cause },
  { field: 'Effect', of: ({ effect }) => effect },
  { field: 'Score before', of: ({ before }) => rated(before) },
  { field: 'Score now', of: ({ after }) => rated(after) },
  { field: 'Response', of: ({ response }) => RESPONSES[response] },
  { field: 'What is done about it', of: ({ responseWords }) => responseWords },
  { field: 'Owner', of: ({ owner }) => owner.words },
  { field: 'Review', of: ({ reviewOn }) => (reviewOn ? formatDay(reviewOn) : 'No day named') },
]

type StateWords = Omit<RiskState, 'id' | 'because' | 'author' | 'saidOn'>

/** What is another from one state to the next, in words. */
export const movesBetween = (was: StateWords, now: StateWords): Move[] =>
  FIELDS.map(({ field, of }) => ({ field, was: of(was), now: of(now) })).filter(
    (move) => move.was !== move.now,
  )

/** Whether it was looked at and left as it was, but for the day of the next look. */
export const isReview = (was: StateWords, now: StateWords): boolean =>
  movesBetween(was, now).every(({ field }) => field === 'Review')
