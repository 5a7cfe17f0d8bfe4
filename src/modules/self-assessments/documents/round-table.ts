import { date, type Table, tableOf, text } from '../../../platform/office/table.ts'
import type { Round } from '../domain/facts.ts'
import { RATING_WORDS, whose } from '../pages/words.ts'

/** A round with every question, its answer, and that of the round before: to take away. */
export function toRoundTable(round: Round, last: Round | null): Table {
  const rows = round.questions.map((question) => ({
    question,
    now: round.answers.get(question.key) ?? null,
    was: last?.answers.get(question.key) ?? null,
  }))
  return tableOf(round.title, rows, [
    text('Whose', () => whose(round.partner)),
    text('Group', ({ question }) => question.group),
    text('Number', ({ question }) => question.ref),
    text('Grade', ({ question }) => question.grade),
    text('Question', ({ question }) => question.words),
    text('Rating', ({ now }) => (now ? RATING_WORDS[now.rating] : 'Not answered')),
    text('Why', ({ now }) => now?.words ?? null),
    text('Evidence', ({ now }) => now?.evidence.map(({ title }) => title).join('\n') || null),
    text('Answered by', ({ now }) => now?.by ?? null),
    date('Answered on', ({ now }) => now?.saidOn ?? null),
    text('Rating before', ({ was }) => was && RATING_WORDS[was.rating]),
    text('Why, before', ({ was }) => was?.words ?? null),
    date('Answered before on', ({ was }) => was?.saidOn ?? null),
  ])
}
