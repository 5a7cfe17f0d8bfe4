import { benchPlan } from './plan.ts'
import { makeArea, serveBench } from './serve.ts'

/** An area with a plan of 60 actions and 240 milestones. */
await serveBench(async (database) => {
  const area = await makeArea(database, 'Bench', (postId) => benchPlan(60, 4, postId))
  const milestoneId = area.ids.get('milestone 3.2') ?? ''
  const asked = [
    ['plan page, 240 milestones', `/plans/${area.planId}`],
    ['milestone page', `/milestones/${milestoneId}`],
    ['update page', `/milestones/${milestoneId}/update`],
  ] as const
  return { area, asked }
})
