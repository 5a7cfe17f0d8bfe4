import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../platform/calendar.ts'
import { changesOfReview, findingsAsAt, nextExpected, reviewAsAt, stateOn } from './as-at.ts'
import type { FindingEntry, ReviewChange, ReviewFacts } from './facts.ts'

const FIRST = '2026-01-01'

const REVIEW: ReviewFacts = {
  ...{ id: 'r', kind: 'inspection', title: 'A', body: 'Ofsted', state: 'expected', addedOn: FIRST },
  ...{ expectedOn: '2026-02-01', expectedWords: null, heldFrom: null, heldTo: null, publishedOn: null },
  ...{ receivedOn: null, planDueWords: null, planDueOn: null, url: null, judgement: null, remark: null },
  ...{ document: null, judgements: [], findings: 0, themes: 0, plans: [] },
}

const FINDING: FindingEntry = {
  ...{ id: 'f', reviewId: 'r', position: 0, ref: '1', words: 'First', group: null, kind: 'finding' },
  ...{ provenance: null, remark: null, deadlineWords: null, deadlineOn: null, deadlinePrecision: null },
  addedOn: FIRST,
}

const change = (more: Partial<ReviewChange>): ReviewChange => ({
  ...{ findingId: null, field: 'title', was: null, now: null, changedOn: FIRST, changedBy: 'Somebody' },
  ...more,
})

describe('a review on a past day', () => {
  test('is what was saved last by then, whatever was changed how often, also on one day', () => {
    const step = fc.record({
      days: fc.integer({ min: 0, max: 3 }),
      title: fc.constantFrom('A', 'B', 'C'),
      remark: fc.constantFrom(null, 'x', 'y'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.integer({ min: 0, max: 40 }), (steps, after) => {
        let [held, day] = [REVIEW, FIRST]
        const states = [{ day, held }]
        const changes: ReviewChange[] = []
        for (const { days, title, remark } of steps) {
          day = addDays(day, days)
          const next = { ...held, title, remark }
          changes.push(...changesOfReview(held, next).map((one) => change({ ...one, changedOn: day })))
          held = next
          states.push({ day, held })
        }
        const asked = addDays(FIRST, after)
        const then = states.findLast((one) => one.day <= asked)?.held
        expect(reviewAsAt(held, changes, asked)).toEqual(then)
      }),
    )
  })

  test('shows no document and no judgement that came later', () => {
    const document = { name: 'New.pdf', mediaType: 'application/pdf', sha256: '' }
    const judgement = {
      id: 'j',
      about: 'Leadership',
      grade: 'weak',
      addedOn: '2026-03-01',
      withdrawnOn: null,
    }
    const held = { ...REVIEW, document, judgements: [judgement] }
    const changes = [change({ field: 'document', changedOn: '2026-03-01' })]
    expect(reviewAsAt(held, changes, '2026-02-28')).toMatchObject({ document: null, judgements: [] })
    expect(reviewAsAt(held, changes, '2026-03-01')).toEqual(held)
  })

  test('has findings that were added by then, in their words of the day', () => {
    const held = [
      { ...FINDING, words: 'Third' },
      { ...FINDING, id: 'g', addedOn: '2026-05-01' },
    ]
    const changes = [
      change({ findingId: 'f', field: 'words', was: 'First', now: 'Second', changedOn: '2026-02-01' }),
      change({ findingId: 'f', field: 'words', was: 'Second', now: 'Third', changedOn: '2026-03-01' }),
    ]
    const wordsOn = (day: string) => findingsAsAt(held, changes, day).map(({ words }) => words)
    expect([wordsOn('2026-01-31'), wordsOn('2026-02-28'), wordsOn('2026-05-01')]).toEqual([
      ...[['First'], ['Second']],
      ['Third', 'First'],
    ])
  })
})

describe('how far a review had come', () => {
  test('goes by its own days', () => {
    const published = { state: 'published', heldFrom: '2026-03-01', publishedOn: '2026-04-01' } as const
    const days = ['2026-02-28', '2026-03-01', '2026-04-01']
    expect(days.map((day) => stateOn(published, day))).toEqual(['expected', 'held', 'published'])
    expect(stateOn({ ...published, publishedOn: null }, '2000-01-01')).toBe('published')
  })

  test('tells which inspection was next: the earliest, one without a day last, and none that nobody knew of', () => {
    const of = (id: string, more: Partial<ReviewFacts>): ReviewFacts => ({ ...REVIEW, id, ...more })
    const reviews = [
      of('words', { expectedOn: null, expectedWords: 'in the spring' }),
      of('late', { expectedOn: '2026-09-01' }),
      of('soon', { expectedOn: '2026-03-01', state: 'held', heldFrom: '2026-03-02' }),
      of('unknown', { expectedOn: '2026-02-02', addedOn: '2026-02-01' }),
      of('peer', { kind: 'peer_review', expectedOn: '2026-01-02' }),
    ]
    const next = (day: string, among = reviews) => nextExpected(among, day)?.id ?? null
    expect([next('2026-01-31'), next('2026-02-01'), next('2025-12-31')]).toEqual(['soon', 'unknown', null])
    expect(next('2026-03-02', reviews.slice(0, 3))).toBe('late')
    expect(next('2026-03-02', reviews.slice(0, 1))).toBe('words')
  })
})
