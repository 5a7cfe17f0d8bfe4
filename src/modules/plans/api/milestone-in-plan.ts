import { z } from 'zod'
import { markOf } from '../actions/change.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt } from '../domain/facts.ts'
import { Action, Milestone, PlanName } from './facts.ts'

export const MilestoneInPlan = z
  .object({
    plan: PlanName,
    action: Action,
    milestone: Milestone,
    mark: z.string().meta({
      description:
        'Stands for the words, dates and leads as they are told here: send it as “seen” to change them.',
    }),
  })
  .meta({ id: 'MilestoneInPlan' })

export const toMilestoneInPlan = ({
  plan,
  action,
  milestone,
}: {
  plan: PlanAsAt
  action: ActionAsAt
  milestone: MilestoneAsAt
}) => ({ plan, action, milestone, mark: markOf(milestone) })
