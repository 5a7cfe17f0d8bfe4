import type { Colour, StatusMark } from '../../../platform/office/description.ts'
import { STATUS_KEY, type Status, type UpdateFacts } from './plan.ts'

/** What stands in the status column for it. */
export function statusText(latest: UpdateFacts | null): string {
  if (!latest) return 'Not reported'
  if (latest.status) return STATUS_KEY[latest.status].short
  return latest.statusWords ?? 'No status given'
}

/** The colours of most councils' keys: blue done, green on track, amber off track, red where support is required. */
const COLOURS: Record<Status, Colour> = {
  not_started: 'grey',
  on_track: 'green',
  achieved: 'blue',
  off_track: 'amber',
  not_achieved: 'red',
}

export function statusMark(status: Status): StatusMark {
  const { shape, short } = STATUS_KEY[status]
  return { kind: 'status', shape, colour: COLOURS[status], words: short }
}
