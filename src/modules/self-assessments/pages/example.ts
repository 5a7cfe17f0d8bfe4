import type { Answer, Question, Rating, Round, RoundLine } from '../domain/facts.ts'

/** Two made-up rounds over one review: half answered, and answered a year ago. */

const question = (key: string, group: string | null, ref: string, words: string): Question => ({
  ...{ key, group, ref, words, grade: null },
})

const QUESTIONS = [
  question('finding-1', 'Immediately', '1', 'Decide on every contact within one working day.'),
  question('finding-2', 'Immediately', '2', 'See children alone and write down what they say.'),
  question('finding-3', 'Within six months', '3', 'Reduce the caseloads of newly qualified social workers.'),
  question('finding-4', 'Within six months', '4', 'Share plans with partners within five working days.'),
]

const answer = (rating: Rating, words: string, saidOn: string): Answer => ({
  ...{ rating, words, saidOn, by: 'Head of Quality Assurance' },
  evidence: rating === 'met' ? [{ id: 'evidence-1', title: 'Audit of thirty files' }] : [],
})

export const exampleLine = (): RoundLine => ({
  id: 'round-2',
  title: 'Yearly review of the findings, 2026',
  set: { kind: 'review', id: 'review-1', title: 'Ofsted inspection of children’s services' },
  partner: null,
  ...{ openedOn: '2026-11-02', openedBy: 'Programme Manager', closed: null, nextDueOn: '2027-11-02' },
  ...{ asked: 4, answered: 2 },
})

export const exampleLast = (): Round => ({
  ...exampleLine(),
  ...{ id: 'round-1', title: 'Yearly review of the findings, 2025', openedOn: '2025-11-03' },
  ...{ nextDueOn: '2026-11-03', closed: { on: '2025-12-01', by: 'Programme Manager' } },
  questions: QUESTIONS.slice(0, 3),
  answers: new Map([
    ['finding-1', answer('partly', 'Eight in ten contacts are decided in time.', '2025-11-20')],
    ['finding-3', answer('met', 'No caseload is above twelve.', '2025-11-21')],
  ]),
})

export const exampleRound = (): Round => ({
  ...exampleLine(),
  questions: QUESTIONS,
  answers: new Map([
    ['finding-1', answer('met', 'Ninety-five in a hundred are.', '2026-11-16')],
    ['finding-3', answer('partly', 'Two teams stand above fourteen.', '2026-11-17')],
  ]),
})
