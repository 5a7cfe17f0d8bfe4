import type { Challenge } from '../domain/challenges.ts'
import type { Risk, RiskState } from '../domain/facts.ts'

export const EXAMPLE_TODAY = '2026-11-24'

export const exampleState = (more: Partial<RiskState> = {}): RiskState => ({
  id: '0190a000-0000-7000-8000-000000000031',
  title: 'Newly qualified social workers leave before they carry full caseloads',
  cause: 'Two neighbouring areas pay more, and supervision is missed when the front door is busy.',
  effect: 'Caseloads rise again, and children change their social worker.',
  before: { likelihood: 5, impact: 4 },
  after: { likelihood: 3, impact: 4 },
  response: 'treat',
  responseWords: 'A retention payment from January; supervision is counted weekly.',
  owner: { personId: null, postId: 'post-1', words: 'Workforce Lead' },
  reviewOn: '2026-11-20',
  state: 'open',
  because: null,
  author: 'Workforce Lead',
  saidOn: '2026-09-14',
  ...more,
})

export const exampleRisk = (more: Partial<Risk> = {}): Risk => ({
  id: '0190a000-0000-7000-8000-000000000030',
  kind: 'risk',
  number: 3,
  plan: { id: 'plan-1', title: 'Anyshire Improvement Plan' },
  raisedOn: '2026-09-14',
  raisedBy: 'Workforce Lead',
  raisedById: 'person-1',
  now: exampleState(),
  links: [
    {
      ...{ linkId: 'link-1', kind: 'milestone', id: 'milestone-3', ref: '1.06', from: '2026-09-14' },
      words: 'Every post in the front door team is filled',
    },
    { linkId: 'link-2', kind: 'theme', id: 'theme-2', ref: null, words: 'Workforce', from: '2026-10-01' },
  ],
  ...more,
})

/** A board's question, with its answer. */
export function exampleChallenge(): Challenge {
  const said = { author: 'Independent Chair', authorId: 'person-1', saidOn: '2026-10-20' }
  return {
    ...{ ...said, id: 'challenge-1', riskId: 'risk-1', recordedAt: '2026-10-20T10:00:00Z' },
    board: { id: 'board-1', name: 'Improvement Board' },
    words: 'Why has the score not moved since the summer?',
    answer: {
      ...{ id: 'answer-1', author: 'Workforce Lead', authorId: 'person-2', saidOn: '2026-10-22' },
      ...{ recordedAt: '2026-10-22T10:00:00Z' },
      words: 'The payment begins in December; the first exits are counted in January.',
    },
  }
}
