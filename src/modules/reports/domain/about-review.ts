import { formatDay } from '../../../platform/calendar.ts'
import type { FindingFacts } from './plan.ts'

/** What an import keeps of a review whose document names nobody. */
const NOBODY = 'Not stated'

/** Who published a review and when: as much of it as its title does not say already. */
export function aboutReview({ title, body, publishedOn }: FindingFacts['review']): string[] {
  const known = body !== NOBODY && !title.includes(body)
  const day = publishedOn && formatDay(publishedOn)
  return [...(known ? [body] : []), ...(day && !title.includes(day) ? [`published ${day}`] : [])]
}
