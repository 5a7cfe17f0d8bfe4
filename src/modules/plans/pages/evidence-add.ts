import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { evidencePaths } from '../../evidence/index.ts'
import { paths } from '../paths.ts'

/** Where evidence is about to be put; null where it is kept for now without supporting anything. */
export interface AddSpot {
  kind: 'milestone' | 'criterion'
  id: string
  ref: string | null
  words: string
  /** Of a criterion. */
  actionId: string | null
}

export type AddValues = Partial<
  Record<'kind' | 'title' | 'owner' | 'datedOn' | 'expiresOn' | 'url' | 'words' | 'evidence', string>
>

export interface AddInput {
  spot: AddSpot | null
  once: string
  /** Who is adding: the owner, unless they say otherwise. */
  reader: string
  values: AddValues
  errors: FieldError[]
  /** What is held already and does not stand there yet. */
  held: readonly { id: string; title: string; owner: string }[]
  accepted: string
}

export interface AddPage {
  about: { kind: string; words: string; href: string } | null
  back: { href: string; text: string }
  send: string
  once: string
  accepted: string
  kinds: { file: boolean; link: boolean; note: boolean }
  values: Required<Omit<AddValues, 'kind' | 'evidence'>>
  errors: FieldError[]
  attach: {
    send: string
    choices: { value: string; text: string; selected: boolean }[]
    words: string
  } | null
}

export function toAddPage(input: AddInput): AddPage {
  const { spot, values, errors } = input
  const kind = values.kind ?? 'file'
  return {
    about: spot && aboutOf(spot),
    back: spot
      ? { href: hrefOf(spot), text: spot.kind === 'milestone' ? 'Milestone' : 'Action' }
      : { href: evidencePaths.register(), text: 'Evidence' },
    send: spot
      ? spot.kind === 'milestone'
        ? paths.milestoneEvidence(spot.id)
        : paths.criterionEvidence(spot.id)
      : paths.newEvidence(),
    once: input.once,
    accepted: input.accepted,
    kinds: { file: kind === 'file', link: kind === 'link', note: kind === 'note' },
    values: {
      title: values.title ?? '',
      owner: values.owner ?? input.reader,
      datedOn: values.datedOn ?? '',
      expiresOn: values.expiresOn ?? '',
      url: values.url ?? '',
      words: values.words ?? '',
    },
    errors,
    attach: spot && input.held.length > 0 ? attachOf(input, spot) : null,
  }
}

function aboutOf(spot: AddSpot): AddPage['about'] {
  const called = spot.kind === 'milestone' ? 'Milestone' : 'Success criterion'
  return { kind: spot.ref ? `${called} ${spot.ref}` : called, words: spot.words, href: hrefOf(spot) }
}

const hrefOf = ({ kind, id, actionId }: AddSpot): string =>
  kind === 'milestone' ? paths.milestone(id) : actionId ? paths.action(actionId) : evidencePaths.register()

function attachOf({ held, values }: AddInput, { kind, id }: AddSpot): AddPage['attach'] {
  return {
    send: kind === 'milestone' ? paths.attachToMilestone(id) : paths.attachToCriterion(id),
    choices: held.map((piece) => ({
      value: piece.id,
      text: `${piece.title} (${piece.owner})`,
      selected: values.evidence === piece.id,
    })),
    words: `${held.length} to choose from, the last added first`,
  }
}

export const addPage = definePage<AddPage>('plans/pages/evidence-add.njk', () =>
  toAddPage({
    spot: {
      kind: 'milestone',
      id: 'milestone-4',
      ref: '1.01.4',
      words: 'Audit of 30 referrals',
      actionId: 'action-1',
    },
    once: 'one-time',
    reader: 'Head of First Response',
    values: { kind: 'link', url: 'partnership.anyshire.example' },
    errors: [
      { field: 'url', text: 'Enter the whole address of the page, beginning with https:// or http://' },
    ],
    held: [{ id: 'evidence-2', title: 'Threshold document', owner: 'Safeguarding Partnership Manager' }],
    accepted: '.pdf,.docx',
  }),
)
