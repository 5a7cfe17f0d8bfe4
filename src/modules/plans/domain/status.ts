/**
 * The five-state status key of a milestone report. The words are those of the published key; the codes are
 * the ones that an import maps a document's own words to, so that there is one vocabulary from file to page.
 */
export const STATUSES = ['not_started', 'on_track', 'achieved', 'off_track', 'not_achieved'] as const

export type Status = (typeof STATUSES)[number]

export interface StatusWords {
  /** The whole sentence of the key. */
  long: string
  /** What fits a tag or a table cell. */
  short: string
  /** The shape drawn beside the word, so that colour is never alone. */
  shape: 'ring' | 'circle' | 'tick' | 'triangle' | 'diamond'
}

export const STATUS_KEY: Record<Status, StatusWords> = {
  not_started: { long: 'Not started', short: 'Not started', shape: 'ring' },
  on_track: { long: 'On track to be completed', short: 'On track', shape: 'circle' },
  achieved: { long: 'Completed and desired outcome achieved', short: 'Completed', shape: 'tick' },
  off_track: { long: 'Off track, no support needed', short: 'Off track', shape: 'triangle' },
  not_achieved: {
    long: 'Off track or not achieved, support required',
    short: 'Support required',
    shape: 'diamond',
  },
}

export function isStatus(text: string): text is Status {
  return (STATUSES as readonly string[]).includes(text)
}
