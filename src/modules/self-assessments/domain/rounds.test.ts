import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareRounds, OUTCOMES, outcomeOf, tallyOutcomes } from './compare.ts'
import { type Answer, type Question, RATINGS } from './facts.ts'
import { groupsOf, overdueRounds, progressOf, unansweredOf } from './rounds.ts'

const keys = ['a', 'b', 'c', 'd', 'e', 'f']

const question = (key: string): Question => ({
  ...{ key, group: key < 'd' ? 'Help' : null, ref: key, words: `Question ${key}`, grade: null },
})

const rounds = fc
  .record({
    asked: fc.uniqueArray(fc.constantFrom(...keys)),
    ratings: fc.array(fc.option(fc.constantFrom(...RATINGS)), { minLength: 6, maxLength: 6 }),
  })
  .map(({ asked, ratings }) => ({
    questions: asked.map(question),
    answers: new Map(
      asked.flatMap((key, at): [string, Answer][] => {
        const rating = ratings[at]
        return rating ? [[key, { rating, words: '', evidence: [], by: '', saidOn: '2026-11-01' }]] : []
      }),
    ),
  }))

describe('two rounds of the same questions', () => {
  test('compared the other way round, better is worse and new is not answered; the rest stays', () => {
    fc.assert(
      fc.property(rounds, rounds, (one, other) => {
        const [there, back] = [compareRounds(one, other), compareRounds(other, one)].map(tallyOutcomes)
        expect(there?.better).toBe(back?.worse)
        expect(there?.new).toBe(back?.not_answered)
        for (const outcome of ['same', 'unlike', 'neither'] as const)
          expect(there?.[outcome]).toBe(back?.[outcome])
      }),
    )
  })

  test('have every question of either once, and counts that add up', () => {
    fc.assert(
      fc.property(rounds, rounds, (one, other) => {
        const compared = compareRounds(one, other)
        const asked = new Set([...one.questions, ...other.questions].map(({ key }) => key))
        expect(compared.map(({ question: { key } }) => key).sort()).toEqual([...asked].sort())
        const sum = Object.values(tallyOutcomes(compared)).reduce((all, count) => all + count, 0)
        expect(sum).toBe(compared.length)
      }),
    )
  })

  test('that are one are the same in all that was answered', () => {
    fc.assert(
      fc.property(rounds, (one) => {
        const { same, neither } = tallyOutcomes(compareRounds(one, one))
        expect(same).toBe(one.answers.size)
        expect(same + neither).toBe(one.questions.length)
      }),
    )
  })

  test('tell what became of a rating', () => {
    expect(outcomeOf('not_met', 'partly')).toBe('better')
    expect(outcomeOf('met', 'partly')).toBe('worse')
    expect(outcomeOf('met', 'not_applicable')).toBe('unlike')
    expect(outcomeOf(null, 'not_met')).toBe('new')
    expect(outcomeOf('met', null)).toBe('not_answered')
    expect(new Set(OUTCOMES).size).toBe(7)
  })
})

describe('a round', () => {
  test('counts its answers so that ratings and unanswered add up, group by group as on the whole', () => {
    fc.assert(
      fc.property(rounds, ({ questions, answers }) => {
        const whole = progressOf(questions, answers)
        const rated = Object.values(whole.ratings).reduce((all, count) => all + count, 0)
        expect(rated + whole.unanswered).toBe(whole.asked)
        expect(whole.unanswered).toBe(unansweredOf({ questions, answers }).length)
        const groups = groupsOf(questions).map((group) => progressOf(group.questions, answers))
        expect(groups.reduce((all, { answered }) => all + answered, 0)).toBe(whole.answered)
        expect(groups.reduce((all, { asked }) => all + asked, 0)).toBe(whole.asked)
      }),
    )
  })
})

describe('the next round', () => {
  const round = (id: string, openedOn: string, nextDueOn: string | null, partner: string | null = null) => ({
    ...{ id, openedOn, nextDueOn, set: { kind: 'review' as const, id: 'r1', title: 'Review' } },
    partner: partner === null ? null : { id: partner, name: partner },
  })

  test('is overdue once its day has passed and nobody has opened it', () => {
    const first = round('1', '2025-11-01', '2026-11-01')
    expect(overdueRounds([first], '2026-11-01')).toEqual([])
    expect(overdueRounds([first], '2026-11-02')).toEqual([first])
    expect(overdueRounds([first, round('2', '2026-10-30', '2027-10-30')], '2026-11-02')).toEqual([])
  })

  test('is owed by each who answers, apart', () => {
    const area = round('1', '2025-11-01', '2026-11-01')
    const police = round('2', '2026-11-10', null, 'police')
    expect(overdueRounds([police, area], '2026-11-23')).toEqual([area])
  })
})
