import { dayOf } from '../../../platform/calendar.ts'
import { date, type Table, tableOf, text } from '../../../platform/office/table.ts'
import { type Fault, SEVERITIES } from '../domain/xray/index.ts'
import { ruleWords, SEVERITY_WORDS } from '../pages/xray.ts'

interface Looked {
  plan: { title: string }
  open: readonly Fault[]
  accepted: readonly (Fault & { acceptance: { reason: string; by: string; at: Date } })[]
}

type Line = Fault & { acceptance: Looked['accepted'][number]['acceptance'] | null }

/** What looks wrong in a plan, the most serious first, and then what somebody decided to live with. */
export function toXrayTable({ plan, open, accepted }: Looked): Table {
  const lines: Line[] = [
    ...SEVERITIES.flatMap((severity) => open.filter((fault) => fault.severity === severity)).map((fault) => ({
      ...fault,
      acceptance: null,
    })),
    ...accepted,
  ]
  return tableOf(`${plan.title}, X-ray`, lines, [
    text('How serious', ({ severity }) => SEVERITY_WORDS[severity].heading),
    text('Check', ({ rule }) => ruleWords(rule).heading),
    text('Fault', ({ message }) => message),
    text('Of what', ({ thing }) => thing.kind),
    text('Number', ({ thing }) => thing.ref),
    text('In words', ({ thing }) => thing.text),
    text('Accepted because', ({ acceptance }) => acceptance?.reason ?? null),
    text('Accepted by', ({ acceptance }) => acceptance?.by ?? null),
    date('Accepted on', ({ acceptance }) => (acceptance ? dayOf(acceptance.at) : null)),
  ])
}
