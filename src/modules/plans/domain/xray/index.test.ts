import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rule } from './fault.ts'
import { RULES, xray } from './index.ts'
import { sampleAction, sampleMilestone, samplePlan } from './sample-plan.ts'

const failing: Rule = {
  id: 'always-fails',
  severity: 'note',
  heading: 'A check that fails',
  why: 'To see what becomes of it.',
  look: () => {
    throw new TypeError('broken')
  },
}

describe('the plan X-ray', () => {
  test('finds nothing in a plan that is in order', () => {
    expect(xray(samplePlan())).toEqual([])
  })

  test('never counts a check that failed as passed, and still makes the others', () => {
    const plan = samplePlan({ milestones: [sampleMilestone({ leads: [] })] })
    const faults = xray(plan, [failing, ...RULES])
    expect(faults[0]).toMatchObject({
      rule: 'always-fails',
      severity: 'error',
      thing: { kind: 'plan', text: plan.title },
      message: expect.stringContaining('This check could not be made'),
    })
    expect(faults.map(({ rule }) => rule)).toContain('milestone-without-lead')
  })

  test('gives every rule a name of its own, a heading and a reason', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
    for (const { heading, why } of RULES) {
      expect(heading).toMatch(/^[A-Z]/)
      expect(why).toMatch(/\.$/)
    }
  })

  test('looks at an empty plan without a fault or a failure', () => {
    const empty = samplePlan({ findings: [], actions: [], milestones: [], phases: [] })
    expect(xray(empty)).toEqual([])
  })

  test('says nothing of what was dropped', () => {
    const dropped = { on: '2026-02-01', reason: 'No longer needed' }
    const plan = samplePlan({
      findings: [],
      actions: [sampleAction({ leads: [], dropped })],
      milestones: [sampleMilestone({ leads: [], due: null, latest: null })],
    })
    expect(xray(plan)).toEqual([])
  })

  test('reads any words without failing', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (words, done, cite) => {
        const plan = samplePlan({
          actions: [sampleAction({ words, cites: [{ findingId: null, words: cite }] })],
          milestones: [
            sampleMilestone({
              words,
              due: { on: null, precision: null, words },
              latest: {
                period: null,
                saidOn: '2026-03-20',
                status: 'achieved',
                statusWords: words,
                done,
                next: done,
              },
            }),
          ],
        })
        expect(xray(plan).some(({ message }) => message.startsWith('This check could not'))).toBe(false)
      }),
    )
  })
})
