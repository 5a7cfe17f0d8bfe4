import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type EvidencePiece, evidencePaths } from '../../evidence/index.ts'
import { type EvidencePlace, keyOfTarget } from '../domain/evidence-places.ts'
import { examplePieces } from './evidence-example.ts'

export interface AttachInput {
  piece: EvidencePiece
  plans: readonly { id: string; title: string }[]
  /** The plan that was chosen, with the places under which the reader may put evidence. */
  chosen: { id: string; title: string; places: readonly EvidencePlace[] } | null
  target: string
  errors: FieldError[]
}

export interface AttachPage {
  piece: { title: string; href: string }
  plans: { text: string; href: string }[]
  plansWords: string
  errors: FieldError[]
  choose: {
    plan: { id: string; title: string }
    send: string
    words: string
    groups: { label: string; options: { value: string; text: string; selected: boolean }[] }[]
  } | null
}

const GROUPS = [
  ['milestone', 'Milestones'],
  ['criterion', 'Success criteria'],
  ['statement', 'Statements of judgement frameworks'],
  ['descriptor', 'Statements of tables'],
] as const

/** As much of a long name as a list of choices can bear. */
const NAME_LENGTH = 120

export function toAttachPage({ piece, plans, chosen, target, errors }: AttachInput): AttachPage {
  return {
    piece: { title: piece.title, href: evidencePaths.one(piece.id) },
    plans: plans.map(({ id, title }) => ({ text: title, href: evidencePaths.attach(piece.id, id) })),
    plansWords: `${counted(plans.length, 'plan')}, the oldest first`,
    errors,
    choose: chosen && chooseOf(piece, chosen, target),
  }
}

function chooseOf(
  piece: EvidencePiece,
  { id, title, places }: NonNullable<AttachInput['chosen']>,
  target: string,
): AttachPage['choose'] {
  const there = new Set(piece.uses.flatMap((use) => (use.detached ? [] : [keyOfTarget(use.target)])))
  const free = places.filter((place) => !there.has(keyOfTarget(place.target)))
  return {
    plan: { id, title },
    send: evidencePaths.attach(piece.id),
    words: `${counted(free.length, 'thing')} that you may add evidence to and that it does not support yet, in the order of the plan`,
    groups: GROUPS.flatMap(([kind, label]) => {
      const options = free
        .filter((place) => place.target.kind === kind)
        .map((place) => toOption(place, target))
      return options.length > 0 ? [{ label, options }] : []
    }),
  }
}

function toOption({ target, name }: EvidencePlace, chosen: string) {
  const value = keyOfTarget(target)
  return {
    value,
    text: name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name,
    selected: value === chosen,
  }
}

export const attachPage = definePage<AttachPage>('plans/pages/evidence-attach.njk', () => {
  const [piece] = examplePieces()
  if (!piece) throw new Error('The made-up evidence is not complete')
  const target = { kind: 'milestone' as const, planId: 'plan-1', id: 'milestone-9', descriptor: null }
  const plan = { id: 'plan-1', title: 'Anyshire Safeguarding Improvement Plan' }
  return toAttachPage({
    ...{ piece, plans: [plan], target: '' },
    chosen: { ...plan, places: [{ target, name: '1.03.1 Supervision policy reissued', ledThrough: [] }] },
    errors: [{ field: 'target', text: 'Choose what it supports' }],
  })
})
