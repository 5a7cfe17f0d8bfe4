import { z } from 'zod'
import { STANDINGS } from '../../plans/index.ts'
import type { Comparison, Moved, Placed, Redated } from '../domain/compare.ts'
import type { AskedMilestone } from '../domain/replies.ts'
import type { AskRow } from '../queries/asks.ts'
import type { CycleRow } from '../queries/cycles.ts'

/** The facts of a month as the API tells them. A fact that is not named here does not go out: no address of anybody. */

const day = z.iso.date()
const instant = z.iso.datetime()

export const Month = z
  .object({
    id: z.uuid(),
    plan: z.object({ id: z.uuid(), title: z.string() }),
    period: day.meta({ description: 'The first day of the month.' }),
    opensOn: day,
    dueOn: day,
    reviewOn: day,
    freezeOn: day,
    openedBy: z.string(),
    openedAt: instant,
    frozenAt: instant.nullable().meta({ description: 'Null while it is open.' }),
  })
  .meta({ id: 'Month' })

export const toMonth = ({ planId, plan, ...cycle }: CycleRow): z.input<typeof Month> => ({
  ...cycle,
  plan: { id: planId, title: plan },
  openedAt: cycle.openedAt.toISOString(),
  frozenAt: cycle.frozenAt?.toISOString() ?? null,
})

const named = { milestoneId: z.uuid(), ref: z.string().nullable(), words: z.string() }

export const Ask = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    person: z.string(),
    standIn: z.string().nullable().meta({ description: 'Who was asked in their place.' }),
    askedAt: instant,
    linkUntil: instant,
    linkEnded: z.boolean(),
    reminders: z.int(),
    remindedOn: day.nullable(),
    mail: z.string().nullable().meta({ description: 'What became of the mail.' }),
    answered: z.array(z.object(named)),
    silent: z.array(z.object(named)),
  })
  .meta({ id: 'Ask' })

export function toAsk(ask: AskRow, asked: readonly AskedMilestone[]): z.input<typeof Ask> {
  const own = asked.filter(({ askId }) => askId === ask.id)
  return {
    ...ask,
    ...{ askedAt: ask.askedAt.toISOString(), linkUntil: ask.expiresAt.toISOString() },
    linkEnded: ask.revokedAt !== null,
    answered: own.filter(({ answered }) => answered),
    silent: own.filter(({ answered }) => !answered),
  }
}

export const Unasked = z
  .object({ ...named, why: z.string() })
  .meta({ id: 'Unasked', description: 'A milestone of which nobody can be asked, and why.' })

const placed = { ...named, actionId: z.uuid() }
const standing = z.enum(STANDINGS)
const Movement = z.object({ ...placed, was: standing, now: standing }).meta({ id: 'Movement' })

/** What changed between two months: every list in the later plan's order. */
export const Changes = z
  .object({
    milestones: z.object({ earlier: z.int(), later: z.int() }),
    moved: z.array(Movement).meta({ description: 'Every status that moved, also to and from completed.' }),
    achieved: z.array(Movement),
    unachieved: z.array(Movement),
    redated: z.array(
      z.object({ ...placed, was: day.nullable(), now: day.nullable(), reason: z.string().nullable() }),
    ),
    added: z.array(z.object(placed)),
    dropped: z.array(z.object({ ...placed, reason: z.string() })),
  })
  .meta({ id: 'Changes' })

const toPlaced = ({ milestone: { id, actionId, ref, words } }: Placed) => ({
  milestoneId: id,
  ...{ actionId, ref, words },
})

const toMoved = (one: Moved) => ({ ...toPlaced(one), was: one.was, now: one.now })

export function toChanges(
  { milestones, moved, achieved, unachieved, redated, added, dropped }: Comparison,
  reasons: ReadonlyMap<string, string | null>,
): z.input<typeof Changes> {
  const toRedated = (one: Redated) => ({
    ...{ ...toPlaced(one), was: one.was, now: one.now },
    reason: reasons.get(one.milestone.id) ?? null,
  })
  return {
    milestones,
    ...{ moved: moved.map(toMoved), achieved: achieved.map(toMoved), unachieved: unachieved.map(toMoved) },
    ...{ redated: redated.map(toRedated), added: added.map(toPlaced) },
    dropped: dropped.map((one) => ({ ...toPlaced(one), reason: one.reason })),
  }
}
