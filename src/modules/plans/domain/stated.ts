import type { StatedDate } from './facts.ts'

/** How exact a date is, as it is saved: a day that was worked out is at least exact to the day. */
export const precisionOf = (date: StatedDate | null): StatedDate['precision'] =>
  date?.on ? (date.precision ?? 'day') : null
