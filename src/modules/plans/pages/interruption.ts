import type { PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import type { Concern } from '../domain/concerns.ts'
import { isReason, REASONS } from '../domain/reasons.ts'
import { isStatus, STATUS_KEY } from '../domain/status.ts'
import { paths } from '../paths.ts'
import { EXAMPLE_TODAY } from './example.ts'
import { exampleFaultyUpdateInput } from './update.ts'
import { type DateBoxes, toUpdateForm, type UpdateForm, type UpdateInput } from './update-form.ts'

/** What an author is asked before an update is saved: it can be changed, or saved as it is. */
export interface InterruptionPage {
  title: string
  name: string
  words: string
  concerns: string[]
  written: { label: string; words: string }[]
  send: string
  /** Everything that was sent, and what was asked: to be sent once more. */
  fields: { name: string; value: string }[]
}

/** Asks about an update that is written and not saved; `send` takes the answer, as it took the form. */
export function toInterruptionPage(
  input: UpdateInput,
  concerns: readonly Concern[],
  send: string,
  today: PlainDate,
): InterruptionPage {
  const form = toUpdateForm(input, send, today)
  return {
    title: 'Check what you wrote: it is not saved yet',
    name: form.name,
    words: form.words,
    concerns: concerns.map(({ words }) => words),
    written: writtenIn(form),
    send,
    fields: [
      ...Object.entries(form.values).map(([name, value]) => ({ name, value })),
      { name: 'once', value: form.once ?? '' },
      { name: 'evidence_attached', value: form.attached ? 'yes' : '' },
      { name: 'sure', value: concerns.map(({ kind }) => kind).join(',') },
    ],
  }
}

function writtenIn({ values, helpers, fresh, wanted }: UpdateForm): InterruptionPage['written'] {
  const asked = helpers.flatMap(({ choices }) => choices).find(({ selected }) => selected)
  const written = [
    { label: 'Status', words: isStatus(values.status) ? STATUS_KEY[values.status].long : '' },
    { label: 'What was done', words: values.done },
    { label: 'What is next', words: values.next },
    { label: 'Why', words: isReason(values.reason) ? REASONS[values.reason] : '' },
    { label: 'How it will be made good', words: values.recovery },
    { label: 'New date', words: typedIn(fresh) },
    { label: 'Support needed', words: values.support },
    { label: 'From', words: asked?.words ?? '' },
    { label: 'Needed by', words: typedIn(wanted) },
    { label: 'Evidence', words: values.evidence },
  ]
  return written.filter(({ words }) => words !== '')
}

/** "28 2 2027", as it stands in the three boxes. */
const typedIn = ({ parts }: DateBoxes): string =>
  parts
    .map(({ value }) => value)
    .filter((value) => value !== '')
    .join(' ')

/** What the author answered: to write on, or to save it as it is. Null when nothing was asked of them yet. */
export function answerIn(body: unknown): 'change' | 'save' | null {
  const answer: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'answer') : null
  return answer === 'change' || answer === 'save' ? answer : null
}

export const interruptionPage = definePage<InterruptionPage>('plans/pages/interruption.njk', () =>
  toInterruptionPage(
    exampleFaultyUpdateInput(),
    [
      {
        kind: 'work_to_come',
        words:
          'You chose “Completed and desired outcome achieved”, and your words speak of work that is still to come: “An audit cycle needs to be established.”',
      },
    ],
    paths.updateMilestone('milestone-4'),
    EXAMPLE_TODAY,
  ),
)
