import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { SupportMoves } from '../domain/support.ts'
import { paths } from '../paths.ts'
import { type TypedForm, toWordsBox, type WordsBox } from './typed.ts'

/** Words that somebody said of a thing, as they are held. */
export interface SaidRemark {
  id: string
  words: string
  author: string
  saidOn: string
  answers: string | null
  moves: SupportMoves
  recordedAt: string
}

export interface RemarkView {
  anchor: string
  byline: string
  at: string
  words: string
  /** What it made of a request. */
  moves: string[]
}

/** What pages/remarks.njk draws below a timeline. */
export interface RemarksView {
  words: string
  rows: RemarkView[]
  /** Where to write one; null for whoever may not, and for a past day. */
  write: string | null
}

/** Comments, oldest first. What answers a query stands with its query, and not here. */
export function toRemarksView(remarks: readonly SaidRemark[], write: string | null): RemarksView {
  const rows = remarks.filter(({ answers }) => answers === null).map(toRemarkView)
  return { words: rows.length === 0 ? '' : `${counted(rows.length, 'comment')}, oldest first`, rows, write }
}

export const toRemarkView = ({ id, words, author, saidOn, moves, recordedAt }: SaidRemark): RemarkView => ({
  ...{ anchor: `remark-${id}`, byline: `${author} on ${formatDay(saidOn)}`, at: recordedAt, words },
  moves: movesWords(moves),
})

function movesWords({ state, to, wantedBy }: SupportMoves): string[] {
  const day = (on: string | null) => (on === null ? 'no day' : formatDay(on))
  return [
    ...(state ? [STATE_SAID[state]] : []),
    ...(to ? [`Now asked of ${to.now}, before of ${to.was}.`] : []),
    ...(wantedBy ? [`Now wanted by ${day(wantedBy.now)}, before by ${day(wantedBy.was)}.`] : []),
  ]
}

const STATE_SAID = { open: 'Opened again.', met: 'Met.', withdrawn: 'No longer wanted.' } as const

/** "@Fred" is nobody: one sentence after the comment is saved. */
export function unknownWords(unknown: readonly string[]): string {
  if (unknown.length === 0) return ''
  const names = unknown.map((word) => `@${word}`).join(', ')
  const are = unknown.length === 1 ? 'is' : 'are'
  return `. ${names} ${are} nobody who reads the plan, so nobody was told`
}

/** One thing with all that was said of it, and a form for more. */
export interface RemarksPage {
  title: string
  plan: { title: string; href: string }
  thing: { name: string; words: string; href: string }
  errors: { text: string; href: string }[]
  remarks: RemarksView
  send: string
  once: string
  box: WordsBox
}

export function toRemarksPage(
  {
    kind,
    id,
    plan,
    ref,
    words,
  }: {
    kind: 'milestone' | 'action'
    id: string
    plan: { id: string; title: string }
    ref: string | null
    words: string
  },
  remarks: readonly SaidRemark[],
  typed: TypedForm,
): RemarksPage {
  const name = ref ? `${kind} ${ref}` : `this ${kind}`
  return {
    title: `Comment on ${name}`,
    plan: { title: plan.title, href: paths.plan(plan.id) },
    thing: {
      name: ref ? `${kind} ${ref}` : kind,
      words,
      href: kind === 'milestone' ? paths.milestone(id) : paths.action(id),
    },
    errors: typed.errors.map(({ text }) => ({ text, href: '#remark-words' })),
    remarks: toRemarksView(remarks, null),
    send: paths.remarks(kind, id),
    once: typed.once,
    box: toWordsBox(typed, 'remark', {
      label: 'Your comment',
      hint: 'Write @ before a post or a name to tell them, for example @Head of First Response. Nothing from which a child or family could be known.',
      rows: 4,
    }),
  }
}

export const exampleRemarks = (): SaidRemark[] => [
  {
    ...{ id: 'remark-1', author: 'Head of First Response', saidOn: '2026-10-02', answers: null, moves: {} },
    words: '@Head of Care Planning: can your duty team take calls on the two training days?',
    recordedAt: '2026-10-02T09:12:00Z',
  },
  {
    ...{ id: 'remark-2', author: 'Head of Care Planning', saidOn: '2026-10-05', answers: null, moves: {} },
    words: 'Yes, from 9 to 1 on both.',
    recordedAt: '2026-10-05T14:40:00Z',
  },
]

export const remarksPage = definePage<RemarksPage>('plans/pages/remarks-write.njk', () =>
  toRemarksPage(
    {
      ...{ kind: 'milestone', id: 'milestone-3', ref: '1.3' },
      plan: { id: 'plan-1', title: 'Anyshire Improvement Plan' },
      words: 'Every contact is screened by a qualified social worker within one working day',
    },
    exampleRemarks(),
    { once: 'one-time', values: null, errors: [{ field: 'words', text: 'Write something' }] },
  ),
)
