import { expect, test } from 'vitest'
import { sampleMilestone, samplePlan, sampleUpdate } from './sample-plan.ts'
import { statusBlank } from './status-blank.ts'

const planOf = (blank: number, told: number) =>
  samplePlan({
    milestones: Array.from({ length: blank + told }, (_, index) =>
      sampleMilestone({
        id: `m${index}`,
        ref: `1.${index + 1}`,
        latest: index < blank ? null : sampleUpdate(),
      }),
    ),
  })

test('names each milestone of which nobody has said how it stands', () => {
  expect(statusBlank.look(planOf(1, 3)).map(({ thing }) => thing.ref)).toEqual(['1.1'])
})

test('says it once, with the count and the first numbers, where most of the plan has none', () => {
  const found = statusBlank.look(planOf(7, 3))
  expect(found).toHaveLength(1)
  expect(found[0]?.message).toContain('7 milestones of 10 have no status, from 1.1, 1.2, 1.3, 1.4 and 1.5 on')
})

test('takes words that are none of the five states for a status', () => {
  const latest = sampleUpdate({ status: null, statusWords: 'In progress', done: '' })
  expect(statusBlank.look(samplePlan({ milestones: [sampleMilestone({ latest })] }))).toEqual([])
})
