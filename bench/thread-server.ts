import { benchThread } from './plan.ts'
import { makeArea, serveBench } from './serve.ts'

/** An area whose plan of 200 actions and 1,000 milestones answers 20 reviews of 40 findings. */
await serveBench(async (database) => {
  const area = await makeArea(database, 'Bench', benchThread)
  const asked = [
    ['coverage, one review of 20', `/plans/${area.planId}/coverage`],
    ['coverage, all that is late', `/plans/${area.planId}/coverage?only=late`],
    ['milestones, the first of 1,000', `/plans/${area.planId}/coverage/milestones`],
    ['crosswalk', `/plans/${area.planId}/crosswalk`],
    ['matrix', `/plans/${area.planId}/matrix`],
  ] as const
  return { area, asked }
})
