import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { SupportRequest } from '../domain/support.ts'
import { paths } from '../paths.ts'
import { type DateBoxes, toDateBoxes } from './date-boxes.ts'
import { EXAMPLE_TODAY } from './example.ts'
import { exampleRemarks, type RemarkView, type SaidRemark, toRemarkView } from './remarks.ts'
import { exampleRequest, milestoneText, wantedView } from './support.ts'
import {
  type AskFields,
  exampleAddressees,
  type NamedAddressee,
  toAskFields,
  toErrors,
} from './support-ask.ts'
import { errorOf, type TypedForm, textOf, toWordsBox, type WordsBox } from './typed.ts'

/** Which of the forms of the page came back. */
export type SupportFormName = 'reply' | 'ask' | 'close' | 'reopen'

interface SupportForm {
  send: string
  once: string
  box: WordsBox
}

export interface SupportRequestPage {
  words: string
  state: string
  open: boolean
  facts: { label: string; words: string; href: string | null; late: string | null }[]
  errors: { text: string; href: string }[]
  thread: RemarkView[]
  threadWords: string
  reply: SupportForm | null
  ask: (SupportForm & { fields: AskFields; open: boolean }) | null
  close: (SupportForm & { state: CloseChoices; on: DateBoxes; open: boolean }) | null
  reopen: SupportForm | null
}

interface CloseChoices {
  error: string | null
  choices: { id: string; value: string; text: string; checked: boolean }[]
}

export interface SupportRequestInput {
  request: SupportRequest
  thread: readonly SaidRemark[]
  addressees: readonly NamedAddressee[]
  may: { reply: boolean; settle: boolean }
  /** A mark of its own for each form. */
  once: Readonly<Record<SupportFormName, string>>
  typed: (TypedForm & { form: SupportFormName }) | null
}

export function toSupportRequestPage(input: SupportRequestInput, today: PlainDate): SupportRequestPage {
  const { request, thread, may, typed } = input
  const open = request.state === 'open'
  return {
    words: request.words,
    state: stateWords(request),
    open,
    facts: factsOf(request, today),
    errors: typed ? toErrors(typed, typed.form) : [],
    thread: thread.map(toRemarkView),
    threadWords: thread.length === 0 ? '' : `${counted(thread.length, 'reply', 'replies')}, oldest first`,
    reply: may.reply ? formOf(input, 'reply', paths.replyOnSupport(request.id), 'Reply') : null,
    ask: open && may.settle ? toAsk(input) : null,
    close: open && may.settle ? toClose(input, today) : null,
    reopen:
      !open && may.settle
        ? formOf(input, 'reopen', paths.reopenSupport(request.id), 'Why is it opened again?')
        : null,
  }
}

function stateWords({ state, closed }: SupportRequest): string {
  if (!closed) return 'Open'
  const how = state === 'met' ? 'Met' : 'No longer wanted'
  return `${how} on ${formatDay(closed.on)}, says ${closed.by}: ${closed.words}`
}

function factsOf(request: SupportRequest, today: PlainDate): SupportRequestPage['facts'] {
  const { milestone, plan, openedBy, openedOn } = request
  const { wanted, late } = wantedView(request.wantedBy, today)
  const fact = (label: string, words: string, href: string | null = null) => ({
    label,
    words,
    href,
    late: null,
  })
  return [
    fact('Asked of', request.toWords),
    fact('Asked by', `${openedBy.name} on ${formatDay(openedOn)}`),
    { ...fact('Wanted by', wanted), late: request.state === 'open' ? late : null },
    fact('Milestone', milestoneText(milestone), paths.milestone(milestone.id)),
    fact('Plan', plan.title, paths.plan(plan.id)),
  ]
}

const typedOf = ({ typed, once }: SupportRequestInput, form: SupportFormName): TypedForm =>
  typed?.form === form ? typed : { once: once[form], values: null, errors: [] }

function formOf(input: SupportRequestInput, form: SupportFormName, send: string, label: string): SupportForm {
  const typed = typedOf(input, form)
  const hint = form === 'reply' ? 'Write @ before a post or a name to tell them too.' : null
  return { send, once: typed.once, box: toWordsBox(typed, form, { label, hint }) }
}

function toAsk(input: SupportRequestInput): SupportRequestPage['ask'] {
  const typed = typedOf(input, 'ask')
  return {
    ...formOf(input, 'ask', paths.askAnother(input.request.id), 'Why?'),
    fields: toAskFields(input.addressees, input.request, typed),
    open: typed.errors.length > 0,
  }
}

function toClose(input: SupportRequestInput, today: PlainDate): SupportRequestPage['close'] {
  const typed = typedOf(input, 'close')
  const chosen = textOf(typed, 'state')
  return {
    ...formOf(
      input,
      'close',
      paths.closeSupport(input.request.id),
      'What was done, or why is it no longer wanted?',
    ),
    state: {
      error: errorOf(typed, 'state'),
      choices: [
        { id: 'state', value: 'met', text: 'It is met', checked: chosen === 'met' },
        {
          id: 'state-2',
          value: 'withdrawn',
          text: 'It is no longer wanted',
          checked: chosen === 'withdrawn',
        },
      ],
    },
    on: toDateBoxes(
      { name: 'on', legend: 'From which day?', hint: 'For example, 31 5 2026.', error: errorOf(typed, 'on') },
      today,
      typed.values,
    ),
    open: typed.errors.length > 0,
  }
}

export const supportRequestPage = definePage<SupportRequestPage>('plans/pages/support-request.njk', () =>
  toSupportRequestPage(
    {
      request: exampleRequest(3),
      thread: [
        ...exampleRemarks(),
        {
          ...{ id: 'remark-3', author: 'Programme Manager', saidOn: '2026-10-20', answers: null },
          ...{ words: 'The board has the money.', recordedAt: '2026-10-20T09:00:00Z' },
          moves: {
            to: { was: 'Director of Children’s Services', now: 'Improvement Board' },
            wantedBy: { was: null, now: '2026-10-30' },
          },
        },
      ],
      addressees: exampleAddressees(),
      may: { reply: true, settle: true },
      once: { reply: 'once-1', ask: 'once-2', close: 'once-3', reopen: 'once-4' },
      typed: {
        ...{ form: 'close', once: 'once-3', values: { 'on-day': '31', 'on-month': '2', 'on-year': '2026' } },
        errors: [
          { field: 'state', text: 'Select whether it is met or no longer wanted' },
          { field: 'on', text: 'The day must be a real date, like 31 5 2027' },
        ],
      },
    },
    EXAMPLE_TODAY,
  ),
)
