/** What a reader is told when a page cannot be shown: what happened, and what to do next. */
export interface Fault {
  status: number
  title: string
  paragraphs: string[]
}

/** Statuses whose own words are for the reader: a refusal says what to put right. */
const IN_ITS_OWN_WORDS = new Set([409, 422])

const FAULTS: Record<number, Omit<Fault, 'status'>> = {
  400: {
    title: 'This page could not be read',
    paragraphs: ['The address or the form is not complete. Go back and try again.'],
  },
  403: {
    title: 'You cannot do this',
    paragraphs: [
      'Your access does not include it, or this page was open for too long. Go back, reload it, and try again.',
      'If you should have access, ask your programme manager.',
    ],
  },
  404: {
    title: 'Page not found',
    paragraphs: [
      'If you typed the address, check that it is correct.',
      'If you followed a link, what it points at may belong to another area, or no longer be held.',
    ],
  },
  409: { title: 'Something else was there first', paragraphs: [] },
  413: {
    title: 'This file is too large',
    paragraphs: [
      'A file can be 20 MB at most. Give only the part with the plan, or save it without pictures.',
    ],
  },
  415: {
    title: 'This kind of file cannot be read',
    paragraphs: ['Send a form or a file of a kind that the page names.'],
  },
  422: { title: 'Something needs to be put right', paragraphs: [] },
  429: {
    title: 'Too many attempts',
    paragraphs: ['Wait a minute, and try again.'],
  },
  500: {
    title: 'Sorry, something went wrong',
    paragraphs: [
      'The fault is ours, and has been written down. Nothing was half saved. Try again in a moment.',
    ],
  },
  503: {
    title: 'Sorry, the service is not available',
    paragraphs: [
      'The database does not answer. It usually comes back within a minute.',
      'Go back to keep what you typed, and try again.',
    ],
  },
}

/** PostgreSQL going away, coming up, or out of connections (Appendix A of its manual), and sockets that fail. */
const UNAVAILABLE = /^(57P0[1-5]|08\w{3}|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT)$/

const UNAVAILABLE_WORDS =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable/

export function faultOf(error: unknown): Fault {
  const status = statusOf(error)
  const known = FAULTS[status] ?? FAULTS[500]
  const title = known?.title ?? ''
  const paragraphs =
    IN_ITS_OWN_WORDS.has(status) && error instanceof Error ? [error.message] : (known?.paragraphs ?? [])
  return { status: FAULTS[status] ? status : 500, title, paragraphs }
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null) return 500
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode
  if ('code' in error && typeof error.code === 'string' && UNAVAILABLE.test(error.code)) return 503
  if (error instanceof Error && UNAVAILABLE_WORDS.test(error.message)) return 503
  return 500
}
