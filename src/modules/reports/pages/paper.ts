import { formatDay, formatInstant, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type DateBoxes, toDateBoxes } from '../../plans/index.ts'
import { ABOUT_FORMAT, FORMATS, type Format } from '../domain/formats.ts'
import { KEPT_DAYS, keptUntil } from '../domain/keeping.ts'
import { recipientsWords, tellsWords } from '../domain/paper-words.ts'
import { reportPaths } from '../paths.ts'

/** What a page of a paper is made of. */
export interface PaperView {
  id: string
  title: string
  layout: { name: string; audience: string; published: boolean }
  plan: string
  asAt: PlainDate
  period: PlainDate | null
  sincePeriod: PlainDate | null
  review: string | null
  state: 'waiting' | 'making' | 'made' | 'failed' | 'cancelled'
  done: number
  steps: number
  fault: string | null
  sha256: string | null
  askedBy: string
  askedAt: Date
  movedAt: Date
  madeAt: Date | null
}

export interface SentView {
  board: string | null
  recipients: readonly string[]
  owedOn: PlainDate | null
  sentOn: PlainDate
  sentBy: string
}

export interface PaperPage {
  title: string
  name: string
  facts: { term: string; words: string }[]
  /** Seconds after which the page looks again by itself. */
  going: { lookAgain: number; href: string; done: number; of: number; words: string } | null
  cancel: string | null
  /** What went wrong, and whether it can be tried again. */
  stopped: string | null
  again: { send: string; words: string } | null
  files: { text: string; href: string; size: string; sha256: string }[]
  seal: string | null
  sent: { to: string; when: string }[]
  /** How long it is kept while it was sent to nobody. */
  keeping: string | null
  send: SendForm | null
  back: string
  errors: FieldError[]
}

export interface SendForm {
  send: string
  boards: { value: string; text: string; selected: boolean }[]
  recipients: string
  on: DateBoxes
  owed: { value: string; text: string; selected: boolean }[]
}

export interface PaperInput {
  paper: PaperView
  files: readonly { format: Format; sha256: string; bytes: number }[]
  sent: readonly SentView[]
  now: Date
  may: { stop: boolean; make: boolean; send: boolean }
  /** What can be chosen when it is sent. */
  choices: {
    boards: readonly { id: string; name: string }[]
    owed: readonly { key: string; words: string }[]
    today: PlainDate
  }
  typed?: Readonly<Record<string, unknown>> | null
  errors?: FieldError[]
}

const LONG_MS = 90_000

export function toPaperPage(input: PaperInput): PaperPage {
  const { paper, files, sent, now, may, errors = [] } = input
  const isGoing = paper.state === 'waiting' || paper.state === 'making'
  const isStill = isGoing && now.getTime() - paper.movedAt.getTime() > LONG_MS
  return {
    title: paper.title,
    name: paper.layout.name,
    facts: factsOf(paper),
    going: isGoing ? goingOf(paper) : null,
    cancel: isGoing && may.stop ? reportPaths.cancel(paper.id) : null,
    stopped: stoppedWords(paper, isStill),
    again:
      may.make && (isStill || paper.state === 'failed' || paper.state === 'cancelled')
        ? {
            send: reportPaths.again(paper.id),
            words: paper.state === 'cancelled' ? 'Make it after all' : 'Try again',
          }
        : null,
    files: FORMATS.flatMap((format) => files.filter((file) => file.format === format)).map((file) =>
      toFile(paper.id, file),
    ),
    seal: paper.sha256,
    sent: sent.map((one) => ({
      to: recipientsWords(one),
      when: `Sent on ${formatDay(one.sentOn)}, said by ${one.sentBy}${one.owedOn ? `; owed for ${formatDay(one.owedOn)}` : ''}`,
    })),
    keeping: isGoing || sent.length > 0 ? null : keepingWords(paper),
    send: paper.state === 'made' && may.send ? toSendForm(input) : null,
    back: reportPaths.papers,
    errors,
  }
}

function factsOf(paper: PaperView): PaperPage['facts'] {
  const { layout, plan, askedBy, askedAt, madeAt } = paper
  return [
    { term: 'Report', words: layout.name },
    { term: 'For', words: `${layout.audience}${layout.published ? ' (for publication)' : ''}` },
    { term: 'Plan', words: plan },
    { term: 'Tells', words: tellsWords(paper) },
    { term: 'Asked for', words: `${formatInstant(askedAt)}, by ${askedBy}` },
    ...(madeAt ? [{ term: 'Made', words: formatInstant(madeAt) }] : []),
  ]
}

const goingOf = ({ id, done, steps }: PaperView) => ({
  ...{ lookAgain: 1, href: reportPaths.paper(id), done, of: steps },
  words: done === 0 ? 'Waiting for its turn' : `${done} of ${counted(steps, 'step')} done`,
})

function stoppedWords({ state, fault }: PaperView, isStill: boolean): string | null {
  if (state === 'failed') return fault ?? 'The files could not be made.'
  if (state === 'cancelled')
    return 'This paper was cancelled before it was made. Nothing of the plan changed.'
  return isStill ? 'This takes longer than it should.' : null
}

function keepingWords({ state, movedAt }: PaperView): string {
  const until = formatDay(keptUntil(movedAt))
  if (state !== 'made') return `It is taken away after ${until}, ${KEPT_DAYS} days after it stopped.`
  return `It was sent to nobody yet. It is taken away after ${until}, ${KEPT_DAYS} days after it was made; once it is marked as sent, it stays for good.`
}

const toFile = (
  id: string,
  { format, sha256, bytes }: PaperInput['files'][number],
): PaperPage['files'][number] => ({
  ...{ text: ABOUT_FORMAT[format].words, href: reportPaths.file(id, format), sha256 },
  size: bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`,
})

function toSendForm({ paper, choices, typed, errors = [] }: PaperInput): SendForm {
  const chosen = (name: string): string => String(typed?.[name] ?? '')
  const option = (name: string) => (value: string, text: string) => ({
    value,
    text,
    selected: chosen(name) === value,
  })
  const [board, owed] = [option('board'), option('owed')]
  return {
    send: reportPaths.send(paper.id),
    boards: [board('', 'No board'), ...choices.boards.map(({ id, name }) => board(id, name))],
    recipients: chosen('recipients'),
    on: toDateBoxes(
      {
        ...{ name: 'on', legend: 'Sent on', hint: 'For example, 27 11 2026' },
        error: errors.find(({ field }) => field === 'on')?.text ?? null,
      },
      choices.today,
      typed ?? null,
    ),
    owed: [owed('', 'It was owed to nobody'), ...choices.owed.map(({ key, words }) => owed(key, words))],
  }
}

const EXAMPLE_NOW = new Date('2026-11-23T09:00:00Z')

export const paperPage = definePage<PaperPage>('reports/pages/paper.njk', () =>
  toPaperPage({
    paper: {
      ...{
        id: 'p1',
        title: 'Improvement plan: milestone report as at 23 November 2026',
        plan: 'Improvement plan',
      },
      layout: { name: 'Milestone report', audience: 'Boards and partners', published: true },
      ...{ asAt: '2026-11-23', period: null, sincePeriod: '2026-10-01', review: 'Peer review' },
      ...{ state: 'made', done: 7, steps: 7, fault: null, sha256: 'a'.repeat(64) },
      ...{ askedBy: 'Pat Manager', askedAt: EXAMPLE_NOW, movedAt: EXAMPLE_NOW, madeAt: EXAMPLE_NOW },
    },
    files: [{ format: 'docx', sha256: 'b'.repeat(64), bytes: 81_234 }],
    sent: [
      {
        board: 'Improvement Board',
        recipients: ['Regional office'],
        owedOn: '2026-11-27',
        sentOn: '2026-11-23',
        sentBy: 'Pat Manager',
      },
    ],
    now: EXAMPLE_NOW,
    may: { stop: true, make: true, send: true },
    choices: {
      boards: [{ id: 'b1', name: 'Improvement Board' }],
      owed: [{ key: 's1 2026-11-27', words: 'Improvement Board, 27 November 2026' }],
      today: '2026-11-23',
    },
    errors: [{ field: 'recipients', text: 'Choose a board, or say to whom it was sent' }],
  }),
)
