import type { PlainDate } from '../../../platform/calendar.ts'
import type { Scope } from '../../../platform/db/scope.ts'
import type { PaperState } from './papers.ts'

export interface Swept {
  id: string
  code: string
  asAt: PlainDate
  state: PaperState
  sha256: string | null
}

/**
 * Takes away papers that have rested since before a moment and were sent to nobody, with their facts and their list of
 * files; those that wait or are being made stay. One statement. Errors: the key of `paper_sent`, when one is being marked
 * as sent at that moment; nothing is taken away then.
 */
export const deleteUnsent = ({ db, areaId }: Scope, before: Date): Promise<Swept[]> =>
  db
    .deleteFrom('paper')
    .where('area_id', '=', areaId)
    .where('state', 'in', RESTING)
    .where('moved_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('paper_sent')
            .select('paper_sent.id')
            .whereRef('paper_sent.area_id', '=', 'paper.area_id')
            .whereRef('paper_sent.paper_id', '=', 'paper.id'),
        ),
      ),
    )
    .returning(['id', 'code', 'as_at as asAt', 'sha256'])
    .returning((of) => of.ref('state').$castTo<PaperState>().as('state'))
    .execute()

const RESTING = ['made', 'failed', 'cancelled'] as const
