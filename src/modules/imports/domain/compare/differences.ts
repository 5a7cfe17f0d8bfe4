/** What a document says otherwise than the plan, field by field; and who has moved since they last agreed. */
import type {
  ActionAsAt,
  ActionDraft,
  FindingDraft,
  FindingFacts,
  LeadDraft,
  MilestoneAsAt,
  MilestoneDraft,
  SaidOf,
  StatedDate,
  UpdateDraft,
} from '../../../plans/index.ts'
import { wordKey } from '../words.ts'

export const FIELDS = ['words', 'ref', 'start', 'due', 'leads', 'boards', 'extra'] as const

export const COMPARED_FIELDS = [...FIELDS, 'deadline', 'actionId', 'themeId'] as const

export type ComparedField = (typeof COMPARED_FIELDS)[number]

/**
 * `changed`: only the document moved since they agreed; `conflict`: both did, or nobody knows what they agreed on
 * and somebody has touched the plan's.
 */
export interface Difference {
  field: ComparedField
  kind: 'changed' | 'conflict'
  plan: string
  document: string
  /** The value that the plan is given when the document is taken. */
  value: unknown
  was: unknown
}

/** The fields of a milestone that a document tells. */
export type Told = Pick<MilestoneDraft, (typeof FIELDS)[number]>

/** Whether somebody has changed a field of a thing since it came into the plan. */
export type WasChanged = (id: string, field: string) => boolean

/** Who moved. Where nobody knows what they agreed on, a field that was changed in the plan is not overruled. */
const kindOf = (agreed: string | null, holds: string, changedHere: boolean): Difference['kind'] =>
  (agreed === null ? changedHere : agreed !== holds) ? 'conflict' : 'changed'

/** `base`: what the document said when it was last taken, or left the house; null where that is not known. */
export function differences(
  document: Told,
  live: MilestoneAsAt,
  base: Told | null,
  wasChanged: WasChanged,
): Difference[] {
  return FIELDS.flatMap((field) => {
    // Most fields of most rows are the same to the letter: only the others are worth a closer look.
    if (written(field, document) === written(field, live)) return []
    const [says, holds] = [comparable(field, document), comparable(field, live)]
    const agreed = base && comparable(field, base)
    if (says === holds || says === agreed) return []
    if (
      isOpen(document[field]) &&
      [live, base].some((thing) => thing && isSaidOf(document[field], thing[field]))
    )
      return []
    return [
      {
        field,
        kind: kindOf(agreed, holds, wasChanged(live.id, field)),
        plan: shown(field, live),
        document: shown(field, document),
        value: planValue(field, document),
        was: live[field],
      },
    ]
  })
}

export function findingDifferences(
  document: FindingDraft,
  live: FindingFacts,
  base: Pick<FindingDraft, 'words' | 'deadline'> | null,
): Difference[] {
  const fields = ['words', 'deadline'] as const
  return fields.flatMap((field): Difference[] => {
    const keyOf = (thing: Pick<FindingFacts, 'words' | 'deadline'>) =>
      field === 'words' ? thing.words.trim() : dateKey(thing.deadline)
    const [says, holds, agreed] = [keyOf(document), keyOf(live), base && keyOf(base)]
    if (says === holds || says === agreed) return []
    if (field === 'deadline' && isOpen(document.deadline) && isSaidOf(document.deadline, live.deadline))
      return []
    const show = (thing: Pick<FindingFacts, 'words' | 'deadline'>) =>
      field === 'words' ? thing.words : dateShown(thing.deadline)
    const kind = kindOf(agreed, holds, false)
    return [
      { field, kind, plan: show(live), document: show(document), value: document[field], was: live[field] },
    ]
  })
}

/** A thing that stands under another: an action in a theme, a milestone under an action. */
export interface Place {
  /** What it is told apart by. */
  key: string
  /** What a person calls it. */
  name: string
  /** What the plan is given: an id, or the draft's key of what is not in the plan yet. */
  value: string | null
}

/** Where the document has it, where the plan has it; nothing is moved where nobody knows where it stood before. */
export function placeDifference(
  field: 'actionId' | 'themeId',
  [document, live]: readonly [Place, Place],
  agreed: string | null,
): Difference[] {
  if (agreed === null || document.key === live.key || document.key === agreed) return []
  return [
    {
      ...{ field, kind: kindOf(agreed, live.key, false) },
      ...{ plan: live.name, document: document.name, value: document.value, was: live.value },
    },
  ]
}

/** An action's number and words; what hangs on it is left as it is. */
export function actionDifferences(
  document: Pick<ActionDraft, 'words' | 'ref'>,
  live: Pick<ActionAsAt, 'words' | 'ref'>,
  base: Pick<ActionDraft, 'words' | 'ref'> | null,
  wasChanged: (field: string) => boolean,
): Difference[] {
  return (['words', 'ref'] as const).flatMap((field): Difference[] => {
    const [says, holds, agreed] = [document[field] ?? '', live[field] ?? '', base && (base[field] ?? '')]
    if (says === holds || says === agreed) return []
    const kind = kindOf(agreed, holds, wasChanged(field))
    return [{ field, kind, plan: holds, document: says, value: document[field], was: live[field] }]
  })
}

/** A date whose words give no day. */
const isOpen = (value: unknown): value is StatedDate =>
  typeof value === 'object' && value !== null && 'on' in value && value.on === null

/** Words that give no day of their own say nothing against the day that somebody has given to the same words. */
const isSaidOf = (open: unknown, held: unknown): boolean =>
  wordKey((open as StatedDate).words ?? '') === wordKey((held as StatedDate | null)?.words ?? '')

const written = (field: (typeof FIELDS)[number], thing: Told | MilestoneAsAt): string =>
  field === 'leads' ? namesOf(thing.leads).join('|') : JSON.stringify(thing[field])

/** Two values of a field are the same when these are. */
function comparable(field: (typeof FIELDS)[number], thing: Told | MilestoneAsAt): string {
  switch (field) {
    case 'words':
      return thing.words.replace(/\s+/g, ' ').trim()
    case 'ref':
      return thing.ref ?? ''
    case 'start':
    case 'due':
      return dateKey(thing[field])
    case 'leads':
      return namesOf(thing.leads).map(wordKey).sort().join('|')
    case 'boards':
      return [...thing.boards].map(wordKey).sort().join('|')
    case 'extra':
      return JSON.stringify(Object.entries(thing.extra).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}

const dateKey = (date: StatedDate | null): string =>
  date === null ? '' : date.on ? `${date.on} ${date.precision ?? 'day'}` : `"${wordKey(date.words ?? '')}"`

type AnyLead = LeadDraft | MilestoneAsAt['leads'][number]

const nameOf = (lead: AnyLead): string => ('name' in lead ? lead.name : lead.words)

const namesOf = (leads: readonly AnyLead[]): string[] =>
  leads.map((lead) => (lead.part === 'support' ? `${nameOf(lead)} (support)` : nameOf(lead)))

function shown(field: (typeof FIELDS)[number], thing: Told | MilestoneAsAt): string {
  switch (field) {
    case 'words':
      return thing.words
    case 'ref':
      return thing.ref ?? 'No number'
    case 'start':
    case 'due':
      return dateShown(thing[field])
    case 'leads':
      return namesOf(thing.leads).join('; ') || 'Nobody'
    case 'boards':
      return thing.boards.join('; ') || 'No board'
    case 'extra':
      return (
        Object.entries(thing.extra)
          .map(([heading, text]) => `${heading}: ${text}`)
          .join('; ') || 'Nothing'
      )
  }
}

const dateShown = (date: StatedDate | null): string => date?.words ?? date?.on ?? 'No date'

/** The field as the plan holds it. */
function planValue(field: (typeof FIELDS)[number], document: Told): unknown {
  if (field !== 'leads') return document[field]
  return document.leads.map(({ words, part, holder }) => ({ holder, name: words, partner: null, part }))
}

/**
 * The updates of the document that nobody has said yet. One that only repeats a status, without words of its own, is
 * said already when it is what was last said, or what the document said before.
 */
export function newUpdates(
  document: readonly UpdateDraft[],
  said: readonly SaidOf[],
  base: readonly UpdateDraft[] | null,
): UpdateDraft[] {
  const told = new Set([...said, ...(base ?? [])].map(asWritten))
  if (document.every((update) => update.done !== '' && told.has(asWritten(update)))) return []
  const known = new Set([...said, ...(base ?? [])].map(updateKey))
  const before = new Set((base ?? []).map(updateKey))
  const last = said.at(-1)
  return document.filter((update) => {
    const wordless = wordKey(update.done) === '' && !update.next && !update.support
    if (!wordless) return !known.has(updateKey(update))
    return !before.has(updateKey(update)) && !(last && statusKey(last) === statusKey(update))
  })
}

const asWritten = ({ status, statusWords, done }: Said): string => JSON.stringify([status, statusWords, done])

type Said = Pick<UpdateDraft, 'statusWords' | 'done'> & { status: string | null }

const statusKey = ({ status, statusWords }: Said): string => status ?? wordKey(statusWords ?? '')

/** The month is no part of it: the same words printed again next month are the same words. */
const updateKey = (said: Said): string => `${statusKey(said)}|${wordKey(said.done)}`
