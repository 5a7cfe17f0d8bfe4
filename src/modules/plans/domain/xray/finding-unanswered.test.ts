import { expect, test } from 'vitest'
import { findingUnanswered } from './finding-unanswered.ts'
import { findingThing } from './naming.ts'
import { sampleAction, sampleFinding, sampleMilestone, samplePlan } from './sample-plan.ts'

const second = sampleFinding({ id: 'f2', ref: '2', words: 'Keep chronologies up to date.' })
const refsOf = (plan: Parameters<typeof findingUnanswered.look>[0]) =>
  findingUnanswered.look(plan).map(({ thing }) => thing.ref)

test('names each finding that no action and no milestone cites', () => {
  const plan = samplePlan({ findings: [sampleFinding(), second] })
  const [found] = findingUnanswered.look(plan)
  expect(refsOf(plan)).toEqual(['2'])
  expect(found?.message).toContain('Finding 2 “Keep chronologies up to date.” is cited by no action')
})

test('is content with a milestone that cites it, or a plan that answers it throughout', () => {
  const cites = [{ findingId: 'f2', words: 'Rec 2' }]
  const findings = [sampleFinding(), second]
  expect(refsOf(samplePlan({ findings, milestones: [sampleMilestone({ cites })] }))).toEqual([])
  expect(
    refsOf(samplePlan({ findings, wholePlanCites: [{ findingId: 'f2', words: 'Throughout' }] })),
  ).toEqual([])
})

test('is content with a finding that is the same as one that is cited', () => {
  const findings = [sampleFinding(), second]
  const plan = samplePlan({ findings })
  const [cited] = findings.filter(({ ref }) => !refsOf(plan).includes(ref))
  expect(refsOf({ ...plan, sameFindings: [[cited?.id ?? '', 'f2']] })).toEqual([])
  expect(refsOf({ ...plan, sameFindings: [['f2', 'f9']] })).toEqual(['2'])
})

test('does not count a citation by what was dropped', () => {
  const dropped = { on: '2026-02-01', reason: 'Merged' }
  expect(refsOf(samplePlan({ actions: [sampleAction({ dropped })] }))).toEqual(['1'])
})

test('counts a number printed beside the finding only if the plan has it', () => {
  const by = findingThing(second)
  const withRef = (ref: string) =>
    samplePlan({ findings: [sampleFinding(), second], citedRefs: [{ ref, by, words: ref }] })
  expect(refsOf(withRef('1.1'))).toEqual([])
  const [found] = findingUnanswered.look(withRef('9.9'))
  expect(found?.message).toContain('names 9.9 as its answer, and the plan has no such number')
})
