import type { PlainDate } from '../../../platform/calendar.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt } from './facts.ts'
import { STATUS_KEY } from './status.ts'

/** One due date, as a calendar shows it. */
export interface DueEvent {
  /** The same for the same milestone, whatever becomes of it. */
  uid: string
  milestoneId: string
  on: PlainDate
  summary: string
  description: string
  /** How often the date was changed: a calendar takes the highest for the newest. */
  sequence: number
  /** ISO instant. */
  changedAt: string
}

export interface Led {
  plan: Pick<PlanAsAt, 'title'>
  action: Pick<ActionAsAt, 'id' | 'ref' | 'words'>
  milestone: MilestoneAsAt
  /** Whose it is, when the reader only stands in for them. */
  standingInFor: string | null
}

/**
 * Due dates of milestones that are still open, by date. What was completed, and what has no day, is in no calendar.
 * `changes` tells when actions and milestones were last changed, by id (ISO instants); those that never were count
 * as of `since`.
 */
export function dueEvents(
  led: readonly Led[],
  changes: ReadonlyMap<string, string>,
  since: string,
): DueEvent[] {
  const events = led.flatMap((one) => toEvent(one, changes, since))
  const place = ({ on, summary, uid }: DueEvent) => [on, summary, uid].join(' ')
  return events.sort((a, b) => place(a).localeCompare(place(b)))
}

function toEvent(led: Led, changes: ReadonlyMap<string, string>, since: string): DueEvent[] {
  const { action, milestone } = led
  const { id, due, latest, earlierDue } = milestone
  if (!due?.on || latest?.status === 'achieved') return []
  const instants = [since, changes.get(id), changes.get(action.id), latest?.recordedAt]
  return [
    {
      uid: `milestone-${id}@goldenthread`,
      ...{ milestoneId: id, on: due.on, sequence: earlierDue.length },
      summary: `Due: ${numbered(milestone)}`,
      description: descriptionOf(led),
      changedAt:
        instants
          .filter((instant) => instant !== undefined)
          .sort()
          .at(-1) ?? since,
    },
  ]
}

function descriptionOf({ plan, action, milestone: { latest }, standingInFor }: Led): string {
  const said = latest && (latest.status ? STATUS_KEY[latest.status].short : latest.statusWords)
  return [
    ...(standingInFor ? [`You stand in for ${standingInFor}.`] : []),
    `Plan: ${plan.title}`,
    `Action: ${numbered(action)}`,
    `Last said: ${said ?? 'nothing yet'}`,
  ].join('\n')
}

const numbered = ({ ref, words }: { ref: string | null; words: string }): string =>
  ref ? `${ref} ${words}` : words
