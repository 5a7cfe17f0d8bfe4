/** A small plan without a fault, to be spoilt in one place by the test of each rule. */
import type { XrayAction, XrayFinding, XrayMilestone, XrayPlan, XrayUpdate } from './plan.ts'

export const dayOn = (on: string, words: string | null = null) => ({ on, precision: 'day' as const, words })
export const monthOf = (on: string, words: string | null = null) => ({
  on,
  precision: 'month' as const,
  words,
})

export const sampleFinding = (change: Partial<XrayFinding> = {}): XrayFinding => ({
  id: 'f1',
  ref: '1',
  words: 'See every child who is the subject of a plan alone.',
  deadline: dayOn('2026-06-30'),
  review: { body: 'Ofsted' },
  ...change,
})

export const sampleAction = (change: Partial<XrayAction> = {}): XrayAction => ({
  id: 'a1',
  ref: '1',
  words: 'Make direct work with children part of every visit',
  phaseId: 'p1',
  dropped: null,
  leads: [{ name: 'Head of Safeguarding' }],
  cites: [{ findingId: 'f1', words: 'Ofsted Rec 1' }],
  criteria: [{ words: 'Nine visits in ten see the child alone', measures: [] }],
  ...change,
})

export const sampleMilestone = (change: Partial<XrayMilestone> = {}): XrayMilestone => ({
  id: 'm1',
  actionId: 'a1',
  ref: '1.1',
  words: 'Visiting standard agreed with team managers',
  start: monthOf('2026-02-01'),
  due: monthOf('2026-04-30'),
  dropped: null,
  extra: {},
  leads: [{ name: 'Head of Safeguarding' }],
  cites: [],
  latest: sampleUpdate(),
  ...change,
})

export const sampleUpdate = (change: Partial<XrayUpdate> = {}): XrayUpdate => ({
  period: '2026-03-01',
  saidOn: '2026-03-20',
  status: 'on_track',
  statusWords: null,
  done: 'The standard went to team managers.',
  next: null,
  ...change,
})

export const samplePlan = (change: Partial<XrayPlan> = {}): XrayPlan => ({
  id: 'plan-1',
  title: 'Anyshire Improvement Plan',
  asAt: '2026-03-31',
  documentOn: '2026-03-31',
  inForceFrom: '2026-01-15',
  themes: [],
  phases: [{ id: 'p1', name: 'First phase', endsOn: '2026-06-30' }],
  findings: [sampleFinding()],
  actions: [sampleAction()],
  milestones: [sampleMilestone()],
  wholePlanCites: [],
  matrix: [],
  totals: [],
  ...change,
})

/** The plan with one milestone changed. */
export const withMilestone = (change: Partial<XrayMilestone>): XrayPlan =>
  samplePlan({ milestones: [sampleMilestone(change)] })
