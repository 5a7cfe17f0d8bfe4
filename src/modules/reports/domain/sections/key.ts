import { STATUS_KEY, STATUSES } from '../plan.ts'
import type { SectionKind } from '../section-kind.ts'
import { statusMark } from '../standing.ts'

/** The status key: word, shape and colour of each, and what it means. */
export const keySection: SectionKind<'key'> = {
  blocks: () => [
    {
      kind: 'key',
      title: 'Status key',
      entries: STATUSES.map((status) => ({ mark: statusMark(status), meaning: STATUS_KEY[status].long })),
    },
  ],
}
