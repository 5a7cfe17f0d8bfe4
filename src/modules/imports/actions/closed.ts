import { Unacceptable } from '../../../platform/http/errors.ts'
import type { ImportRow } from '../queries/imports.ts'

const WHY: Record<ImportRow['state'], string> = {
  reading: 'This document is still being read: wait a moment, then send this again',
  proposed: 'This document waits for you to confirm it',
  refused: 'This document could not be read as a plan',
  confirmed: 'This import was confirmed before: its plan has it already',
  undone: 'This import was taken back: bring the file in again',
  discarded: 'This import was set aside: bring the file in again',
}

/** Why nothing more can be done with this import, and what can be done instead. */
export const closed = ({ state }: Pick<ImportRow, 'state'>): Unacceptable => new Unacceptable(WHY[state])
