import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isPlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import { apiRoute } from '../../../platform/http/api.ts'
import { Conflict, Unacceptable } from '../../../platform/http/errors.ts'
import type { Deps } from '../../../platform/http/routes.ts'
import { CONFLICT, changeMilestone, type MilestoneChange } from '../actions/change.ts'
import { readMilestone } from '../actions/read.ts'
import type { LeadFacts, MilestoneAsAt, StatedDate } from '../domain/facts.ts'
import { MilestoneInPlan, toMilestoneInPlan } from './milestone-in-plan.ts'
import { apiPaths } from './paths.ts'
import { IdParams } from './requests.ts'

const date = z
  .strictObject({
    on: z
      .string('Give the day as text, like 2027-05-31')
      .refine(isPlainDate, 'Must be a real day, like 2027-05-31')
      .meta({ format: 'date' }),
    precision: z.enum(['day', 'month'], 'Must be “day” or “month”').default('day'),
  })
  .nullable()
  .optional()

/** What is left out stays as it is; a date that is null is taken away. */
const Change = z.strictObject({
  seen: z
    .string('Send the “mark” of the milestone as you read it')
    .max(40)
    .meta({ description: 'The “mark” of the milestone as it was read.' }),
  words: z
    .string('Enter what will be done')
    .min(1, 'Enter what will be done')
    .max(4_000, 'What will be done must be 4,000 characters or fewer')
    .optional(),
  start: date,
  due: date,
  leads: z
    .array(z.string('Choose leads from the list').max(400), 'Choose leads from the list')
    .max(50, 'Give 50 leads or fewer')
    .optional()
    .meta({ description: 'The ids of people, posts and partners, whoever answers for it first.' }),
  reason: z
    .string()
    .max(4_000, 'Must be 4,000 characters or fewer')
    .optional()
    .meta({ description: 'Why; needed when a date changes.' }),
})

export function changeApi(app: FastifyInstance, deps: Deps): void {
  apiRoute(app, deps, {
    name: 'changeMilestone',
    does: "Changes a milestone's words, dates or leads; what each was is kept",
    method: 'POST',
    url: apiPaths.changes,
    can: 'plans.change',
    params: IdParams,
    body: Change,
    answers: MilestoneInPlan,
    conflicts: true,
    handle: ({ params, body, scope }) =>
      scope(async (s) => {
        const { milestone } = await readMilestone(s, params.id, s.today)
        await changeUnlessConflict(s, params.id, toWanted(milestone, body))
        return toMilestoneInPlan(await readMilestone(s, params.id, s.today))
      }),
  })
}

async function changeUnlessConflict(scope: Scope, id: string, wanted: MilestoneChange): Promise<void> {
  try {
    await changeMilestone(scope, id, wanted)
  } catch (error) {
    if (error instanceof Unacceptable && error.field === CONFLICT) {
      throw new Conflict('Somebody changed this milestone since you read it: read it again', CONFLICT)
    }
    throw error
  }
}

const toWanted = (held: MilestoneAsAt, asked: z.output<typeof Change>): MilestoneChange => ({
  seen: asked.seen,
  words: asked.words ?? held.words,
  start: asked.start === undefined ? dateOf(held.start) : asked.start,
  due: asked.due === undefined ? dateOf(held.due) : asked.due,
  leads: asked.leads ?? held.leads.map(keyOf),
  reason: asked.reason || null,
})

const dateOf = (held: StatedDate | null): MilestoneChange['due'] =>
  held?.on ? { on: held.on, precision: held.precision } : null

const keyOf = (lead: LeadFacts): string => lead.holder?.id ?? lead.name
