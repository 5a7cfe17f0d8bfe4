import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { type ActionAsAt, type MilestoneAsAt, type PlanAsAt, statedDate } from '../../plans/index.ts'
import { type Disposition, KINDS, type Kind, wayOf } from './disposition.ts'
import type { DraftAction } from './new-action.ts'

/** One action, as a line of the crosswalk names it. */
export interface Named {
  id: string
  ref: string | null
  words: string
  theme: string | null
  /** Written for the next edition: the one in force has it not. */
  isNew: boolean
}

/** What became of one action of the old edition. */
export interface CrosswalkRow extends Named {
  /** Null while nobody has said. */
  kind: Kind | null
  /** The actions that stand for it in the next edition; itself, where it was carried. */
  became: Named[]
  /** "1.2: due 30 June 2026, now 30 September 2026". */
  details: string[]
  because: string | null
  movedTo: string | null
  decidedBy: string | null
  decidedOn: PlainDate | null
}

export interface Crosswalk {
  /** Every action of the old edition, in its order. */
  rows: CrosswalkRow[]
  /** Every action of the next edition, and what it comes of; nothing for one that is altogether new. */
  next: (Named & { comesOf: Named[] })[]
  counts: { kind: Kind | null; number: number }[]
}

interface Known {
  /** The old edition, with what was dropped during it. */
  plan: PlanAsAt
  decisions: ReadonlyMap<string, Disposition>
  added: readonly DraftAction[]
  /** Since when the old edition is in force; null from the beginning. What was dropped before is no part of it. */
  since: PlainDate | null
}

/** From the old edition to the next, and back. Nothing is left out: each live action has its row. */
export function toCrosswalk(known: Known): Crosswalk {
  const find = namer(known)
  const rows = known.plan.actions
    .filter((action) => belongs(action, known.since))
    .map((action) => toRow(action, known, find))
  const next = [
    ...rows.filter(({ kind }) => kind === 'carried' || kind === null),
    ...known.added.map(({ id }) => find(id)),
  ]
  return {
    rows,
    next: next.map(({ id, ref, words, theme, isNew }) => ({
      ...{ id, ref, words, theme, isNew },
      comesOf: rows.filter((row) => row.became.some((one) => one.id === id)),
    })),
    counts: [...KINDS, null]
      .map((kind) => ({ kind, number: rows.filter((row) => row.kind === kind).length }))
      .filter(({ number }) => number > 0),
  }
}

/** Whether an action was part of the edition that is in force since a day; null since the beginning. */
export const belongs = ({ dropped }: ActionAsAt, since: PlainDate | null): boolean =>
  dropped === null || since === null || dropped.on > since

function namer({ plan, added, decisions }: Known): (id: string) => Named {
  const themes = new Map(plan.themes.map(({ id, name }) => [id, name]))
  const theme = (id: string | null | undefined): string | null => (id && themes.get(id)) || null
  const now = ({ id, themeId }: ActionAsAt): string | null => {
    const { themeName, themeId: other } = decisions.get(id)?.changes ?? {}
    return themeName ?? theme(other ?? themeId)
  }
  const old = plan.actions.map(
    (one): Named => ({ id: one.id, ref: one.ref, words: one.words, theme: now(one), isNew: false }),
  )
  const fresh = added.map(
    ({ id, ref, words, themeName, themeId }): Named => ({
      id,
      ref,
      words,
      theme: themeName ?? theme(themeId),
      isNew: true,
    }),
  )
  const all = new Map([...old, ...fresh].map((one) => [one.id, one]))
  return (id) =>
    all.get(id) ?? { id, ref: null, words: 'An action that is no more', theme: null, isNew: false }
}

function toRow(action: ActionAsAt, known: Known, find: (id: string) => Named): CrosswalkRow {
  const named = find(action.id)
  const was = known.plan.themes.find(({ id }) => id === action.themeId)?.name ?? null
  const decision = known.decisions.get(action.id)
  if (action.dropped) return { ...named, ...droppedBefore(action.dropped), theme: was }
  const {
    kind = null,
    because = null,
    movedTo = null,
    decidedBy = null,
    decidedOn = null,
    intoIds = [],
  } = decision ?? {}
  return {
    ...{ ...named, theme: was, kind, because, movedTo, decidedBy, decidedOn },
    became: kind === 'carried' ? [named] : intoIds.map(find),
    details: decision
      ? [...themeWords(was, named, decision), ...milestoneWords(action, decision, known.plan, find)]
      : [],
  }
}

const droppedBefore = ({ on, reason }: { on: PlainDate; reason: string }) => ({
  ...{ kind: 'dropped' as const, became: [], because: reason, movedTo: null, decidedBy: null, decidedOn: on },
  details: ['Dropped from the plan while the refresh was open or before'],
})

function themeWords(was: string | null, now: Named, { kind }: Disposition): string[] {
  if (kind !== 'carried' || was === now.theme) return []
  return [`Theme: “${was ?? 'none'}”, now “${now.theme ?? 'none'}”`]
}

/** New days, and where milestones go. */
function milestoneWords(
  action: ActionAsAt,
  decision: Disposition,
  plan: PlanAsAt,
  find: (id: string) => Named,
): string[] {
  const { kind, changes } = decision
  return plan.milestones
    .filter(({ actionId, dropped }) => actionId === action.id && !dropped)
    .flatMap((milestone) => {
      const on = changes.due?.[milestone.id]
      if (kind === 'carried') return on && on !== milestone.due?.on ? [redatedWords(milestone, on)] : []
      if (kind !== 'merged' && kind !== 'split') return []
      const target = wayOf(decision, milestone.id)
      return [`${shortName(milestone)} ${target ? `goes to ${shortName(find(target))}` : 'ends here'}`]
    })
}

const redatedWords = (milestone: MilestoneAsAt, on: PlainDate): string =>
  `${shortName(milestone)}: due ${statedDate(milestone.due) ?? 'on no day'}, now ${formatDay(on)}`

const MOST = 60

/** "1.2", or the first words in quotes. */
export const shortName = ({ ref, words }: { ref: string | null; words: string }): string =>
  ref ?? `“${words.length > MOST ? `${words.slice(0, MOST).trimEnd()}…` : words}”`
