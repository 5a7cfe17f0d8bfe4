import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type MilestoneDraft, STATUS_KEY, type StatedDate } from '../../plans/index.ts'
import type { Decision, Fate } from '../domain/compare/compare.ts'
import type { Difference } from '../domain/compare/differences.ts'
import type { Doubt, ReadRow } from '../domain/reading.ts'
import { importPaths, type PreviewAddress } from '../paths.ts'
import { type ExampleImport, exampleImport } from './example.ts'
import { type StepView, stepsOf } from './steps.ts'

export interface PreviewPage {
  title: string
  steps: StepView[]
  /** What it comes to, in one line. */
  sum: string
  target: string | null
  filters: { text: string; href: string; current: boolean }[]
  causes: { text: string; href: string; current: boolean }[]
  rows: PreviewRow[]
  countLine: string
  pages: { text: string; href: string; current: boolean }[]
  repairs: { key: string; id: string; where: string; message: string; made: boolean }[]
  repairsSend: string
  /** Whether any row of this page asks for a decision. */
  decides: boolean
  send: string
  next: string
  errors: FieldError[]
}

export interface PreviewRow {
  number: number
  /** The key that its decision is kept by. */
  key: string
  fate: { text: string; code: string } | null
  ref: string
  words: string
  facts: { label: string; text: string }[]
  status: { text: string; code: string } | null
  doubts: { message: string; suggestion: string | null }[]
  differences: DifferenceView[]
  updates: string[]
  offered: { words: string; yes: boolean; no: boolean } | null
  gone: GoneView | null
  original: { place: string; href: string; cells: string[] }[]
}

export interface DifferenceView {
  id: string
  name: string
  label: string
  plan: string
  document: string
  conflict: boolean
  takesDocument: boolean
}

export interface GoneView {
  id: string
  options: { value: string; text: string; selected: boolean }[]
  words: string
}

/** A row of the import as the queries give it; its draft is what the plan would be given. */
export interface PreviewInputRow {
  kind: string
  position: number
  body: unknown
  draft: unknown
  fate: Fate | null
  causes: readonly string[]
  diffs: unknown
  thingId: string | null
  /** The key that its decision is kept by. */
  key: string
}

export interface PreviewInput extends ExampleImport {
  rows: readonly PreviewInputRow[]
  lines: ReadonlyMap<number, { place: string; cells: readonly { text: string }[] }>
  counts: {
    milestones: number
    /** Actions and findings that would be changed. */
    others: number
    doubtful: number
    fates: Readonly<Record<string, number>>
    causes: Readonly<Record<string, number>>
  }
  target: string | null
  view: PreviewAddress
  decisions: Readonly<Record<string, Decision>>
  errors?: FieldError[]
}

export const PAGE_SIZE = 100

const FATES: Record<Fate, { text: string; code: string }> = {
  new: { text: 'New', code: 'new' },
  changed: { text: 'Changed', code: 'changed' },
  unchanged: { text: 'Unchanged', code: 'unchanged' },
  offered: { text: 'Is it the same?', code: 'offered' },
  gone: { text: 'Gone from the document', code: 'gone' },
}

const CAUSES: Record<string, string> = {
  conflict: 'Changed on both sides',
  date: 'Dates',
  lead: 'Leads',
  status: 'Statuses',
  row: 'Rows that were joined, moved or cut',
  duplicate: 'Printed twice',
  reference: 'References',
  finding: 'Findings',
  heading: 'Headings',
  document: 'The document',
}

export function toPreviewPage(input: PreviewInput): PreviewPage {
  const { row, rows, counts, target, view, errors = [] } = input
  const views = rows.map((one, index) => toRow(input, one, index))
  return {
    title: row.title,
    steps: stepsOf(row.id, row.settled, 'preview'),
    sum: sumOf(input),
    target,
    filters: filtersOf(input),
    causes: Object.entries(counts.causes)
      .sort((a, b) => b[1] - a[1])
      .map(([cause, count]) => ({
        text: `${CAUSES[cause] ?? cause} (${count})`,
        href: importPaths.preview(row.id, { cause }),
        current: view.cause === cause,
      })),
    rows: views,
    countLine: countLine(input),
    pages: pagesOf(input),
    repairs: repairsOf(row),
    repairsSend: importPaths.repairs(row.id),
    decides: views.some((one) => one.offered !== null || one.gone !== null || one.differences.length > 0),
    send: importPaths.preview(row.id, view),
    next: importPaths.confirm(row.id),
    errors: errors.map(({ field, text }) => ({ field: field.replaceAll(':', '-'), text })),
  }
}

function sumOf({ counts, target }: PreviewInput): string {
  const { milestones, doubtful, fates } = counts
  const rest = `${doubtful} of ${milestones} have something to settle. You can go on with these open: they come in as they are, and are listed.`
  if (target === null) return `${milestones} milestones for a new plan. ${rest}`
  const parts = (['new', 'changed', 'unchanged', 'offered', 'gone'] as const).flatMap((fate) =>
    fate === 'offered' && !fates[fate] ? [] : [`${fates[fate] ?? 0} ${FATES[fate].text.toLowerCase()}`],
  )
  return `${parts.join(', ')}. ${rest}`
}

function filtersOf({ row, counts, target, view }: PreviewInput): PreviewPage['filters'] {
  const filter = (show: string, text: string, count: number) => ({
    text: `${text} (${count})`,
    href: importPaths.preview(row.id, { show: show === 'all' ? null : show }),
    current: !view.cause && (view.show ?? 'all') === show,
  })
  const all = filter('all', 'All', allCount(counts))
  const doubtful = filter('doubtful', 'Something to settle', counts.doubtful)
  if (target === null) return [all, doubtful]
  const fates = (['new', 'changed', 'unchanged', 'offered', 'gone'] as const).map((fate) =>
    filter(fate, FATES[fate].text, counts.fates[fate] ?? 0),
  )
  return [all, ...fates, doubtful]
}

/** How many rows the filter leaves. */
export function shownCount({ counts, view }: Pick<PreviewInput, 'counts' | 'view'>): number {
  if (view.cause) return counts.causes[view.cause] ?? 0
  if (view.show === 'doubtful') return counts.doubtful
  if (view.show) return counts.fates[view.show] ?? 0
  return allCount(counts)
}

const allCount = ({ milestones, others, fates }: PreviewInput['counts']): number =>
  milestones + others + (fates.gone ?? 0)

function countLine(input: PreviewInput): string {
  const total = shownCount(input)
  if (total === 0) return 'No rows of this kind'
  const from = ((input.view.page ?? 1) - 1) * PAGE_SIZE
  const upTo = Math.min(from + PAGE_SIZE, total)
  const part = total > PAGE_SIZE ? `Rows ${from + 1} to ${upTo} of ${total}` : counted(total, 'row')
  return `${part}; decisions first`
}

function pagesOf({ row, counts, view }: PreviewInput): PreviewPage['pages'] {
  const pages = Math.ceil(shownCount({ counts, view }) / PAGE_SIZE)
  if (pages < 2) return []
  return Array.from({ length: pages }, (_, index) => ({
    text: String(index + 1),
    href: importPaths.preview(row.id, { ...view, page: index + 1 }),
    current: index + 1 === (view.page ?? 1),
  }))
}

function repairsOf({ reading, choices }: ExampleImport['row']): PreviewPage['repairs'] {
  const made = (reading?.repairs ?? []).map(({ key, line, message }) => ({ key, line, message, made: true }))
  const undone = (choices.undone ?? []).map((key) => ({
    ...{ key, line: Number(/\d+/.exec(key)?.[0] ?? 0), made: false },
    message: 'Undone: the lines are taken as they stand.',
  }))
  return [...made, ...undone]
    .sort((a, b) => a.line - b.line)
    .map(({ line, ...repair }, index) => ({ ...repair, id: `repair-${index}`, where: `Line ${line}` }))
}

function toRow(input: PreviewInput, one: PreviewInputRow, number: number): PreviewRow {
  if (one.kind === 'gone') return toGone(one, number)
  return one.kind === 'milestone' ? toFound(input, one, number) : toOther(one, number)
}

/** An action or a finding that the document words otherwise. */
function toOther(one: PreviewInputRow, number: number): PreviewRow {
  const { ref, words } = one.draft as { ref: string | null; words: string }
  const { differences = [] } = (one.diffs ?? {}) as DiffsShape
  return {
    ...{ number, key: one.key, fate: one.fate ? FATES[one.fate] : null, words },
    ref: [one.kind === 'action' ? 'Action' : 'Finding', ref].filter(Boolean).join(' '),
    ...{ facts: [], status: null, doubts: [], updates: [], offered: null, gone: null, original: [] },
    differences: differences.map((difference) => toDifference(difference, number)),
  }
}

function toFound(
  { row, lines, decisions, target }: PreviewInput,
  one: PreviewInputRow,
  number: number,
): PreviewRow {
  const body = one.body as ReadRow
  const draft = one.draft as MilestoneDraft
  const { offered, differences = [], updates = [] } = (one.diffs ?? {}) as DiffsShape
  const decision = decisions[one.key] ?? {}
  return {
    number,
    key: one.key,
    // In a plan of its own everything is new, and nobody needs to be told so at each row.
    fate: one.fate && target !== null ? FATES[one.fate] : null,
    ref: draft.ref ?? '',
    words: draft.words,
    facts: factsOf(draft, body),
    status: statusOf(draft),
    doubts: body.doubts.map(({ message, suggestion }: Doubt) => ({ message, suggestion })),
    differences: differences.map((difference) => toDifference(difference, number)),
    updates: one.thingId ? updates.map(updateWords) : [],
    offered: offered
      ? {
          words: `${offered.ref ? `${offered.ref} ` : ''}${offered.words}`,
          yes: decision.same === true,
          no: decision.same === false,
        }
      : null,
    gone: null,
    original: body.sourceLines.flatMap((line) => {
      const source = lines.get(line)
      if (!source) return []
      return [
        {
          place: source.place,
          href: importPaths.lines(row.id, line),
          cells: source.cells.map(({ text }) => shortened(text)),
        },
      ]
    }),
  }
}

interface DiffsShape {
  offered?: { ref: string | null; words: string } | null
  differences?: (Difference & { take: 'document' | 'plan' })[]
  updates?: MilestoneDraft['updates']
}

/** Cells hold marked text; here they are shown to be recognised, not to be read whole. */
function shortened(text: string): string {
  const plain = text
    .replace(/<li>/g, ' • ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain
}

function factsOf({ start, due, leads, boards }: MilestoneDraft, { theme, action, objective }: ReadRow) {
  const facts = [
    ['Under', [theme, action ?? objective].filter(Boolean).join(' › ')],
    ['Start', dateWords(start)],
    ['Due', dateWords(due)],
    ['Lead', leads.map(({ words, part }) => (part === 'support' ? `${words} (support)` : words)).join('; ')],
    ['Board', boards.join('; ')],
  ]
  return facts.flatMap(([label = '', text = '']) => (text ? [{ label, text }] : []))
}

/** The day that was worked out, and the words beside it where they say it otherwise. */
function dateWords(date: StatedDate | null): string {
  if (date === null) return ''
  if (date.on === null) return `“${date.words ?? ''}”: no date`
  const day = formatDay(date.on)
  return date.words && date.precision !== 'day' ? `${day} (“${date.words}”)` : day
}

function statusOf({ updates }: MilestoneDraft): PreviewRow['status'] {
  const last = updates.at(-1)
  if (!last) return null
  if (last.status) return { text: STATUS_KEY[last.status].short, code: last.status }
  return last.statusWords ? { text: last.statusWords, code: 'other_words' } : null
}

function updateWords({ status, statusWords, done }: MilestoneDraft['updates'][number]): string {
  const said = status ? STATUS_KEY[status].short : (statusWords ?? '')
  return [said, done].filter(Boolean).join(': ')
}

const LABELS: Record<Difference['field'], string> = {
  words: 'Words',
  ref: 'Number',
  start: 'Start',
  due: 'Due',
  leads: 'Leads',
  boards: 'Boards',
  extra: 'Other columns',
  deadline: 'Deadline',
  actionId: 'Under',
  themeId: 'Theme',
}

const toDifference = (
  { field, kind, plan, document, take }: Difference & { take: 'document' | 'plan' },
  number: number,
): DifferenceView => ({
  id: `take-${number}-${field}`,
  name: `${number}:take:${field}`,
  label: LABELS[field],
  plan,
  document,
  conflict: kind === 'conflict',
  takesDocument: take === 'document',
})

const BECAME = [
  { value: 'keep', text: 'Keep it in the plan' },
  { value: 'completed', text: 'Completed and evidenced' },
  { value: 'merged', text: 'Merged into another' },
  { value: 'moved', text: 'Moved to another plan' },
  { value: 'dropped', text: 'Dropped (say why)' },
]

function toGone(one: PreviewInputRow, number: number): PreviewRow {
  const { ref, words, decision } = one.body as { ref: string | null; words: string; decision: Decision }
  return {
    number,
    key: one.key,
    fate: FATES.gone,
    ref: ref ?? '',
    words,
    facts: [],
    status: null,
    doubts: [],
    differences: [],
    updates: [],
    offered: null,
    gone: {
      id: `became-${number}`,
      options: BECAME.map((option) => ({
        ...option,
        selected: option.value === (decision.became ?? 'keep'),
      })),
      words: decision.words ?? '',
    },
    original: [],
  }
}

export const previewPage = definePage<PreviewPage>('imports/pages/preview.njk', () =>
  toPreviewPage(examplePreview()),
)

export function examplePreview(): PreviewInput {
  const example = exampleImport()
  return {
    ...example,
    rows: example.exampleRows,
    lines: new Map([
      [16, { place: 'table 2, row 5', cells: [{ text: '1.1' }, { text: 'Chronologies are up to date' }] }],
    ]),
    counts: {
      milestones: 3,
      others: 0,
      doubtful: 1,
      fates: { changed: 1, offered: 1, new: 1, gone: 1 },
      causes: { status: 1 },
    },
    target: 'Milestone report',
    view: {},
    decisions: {},
    errors: [{ field: '2:words', text: 'Say why it was dropped' }],
  }
}
