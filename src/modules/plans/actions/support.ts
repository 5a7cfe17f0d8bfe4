import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'

/** Stands here until support requests are built: what is asked for is in the update's own words meanwhile. */
export async function openSupport(
  _scope: Scope,
  _asked: {
    planId: string
    milestoneId: string
    progressId: string
    words: string
    to: { kind: 'person' | 'post' | 'board'; id: string } | null
    wantedBy: PlainDate | null
    once: string
  },
): Promise<void> {}
