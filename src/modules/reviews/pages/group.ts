import { formatDay } from '../../../platform/calendar.ts'
import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { planPaths } from '../../plans/index.ts'
import type { AnswerFacts, GroupFacts } from '../domain/facts.ts'
import { paths } from '../paths.ts'
import { exampleGroup } from './example.ts'

/** Findings that are the same, side by side, and what answers them. */
export interface GroupPage {
  words: string
  made: string
  membersWords: string
  members: MemberView[]
  /** What answers one of them, and so all: by plan, each thing once. */
  answers: { plan: string; href: string; rows: AnswerView[] }[]
  answersWords: string
  edit: { add: string; takeOut: string; rename: string; value: string } | null
  errors: FieldError[]
}

interface MemberView {
  findingId: string
  ref: string
  words: string
  href: string
  review: string
  by: string
  since: string
  answered: string | null
}

interface AnswerView {
  name: string
  words: string
  href: string
  /** The findings of the group that it names. */
  names: string
}

export interface GroupInput {
  group: GroupFacts
  answers: readonly AnswerFacts[]
  may: { keep: boolean }
  values: FormValues | null
  errors: FieldError[]
}

export function toGroupPage({ group, answers, may, values, errors }: GroupInput): GroupPage {
  const plans = Map.groupBy(answers, ({ plan }) => plan.id)
  const views = [...plans.values()].flatMap((list) => toPlan(list, group))
  const things = views.reduce((sum, { rows }) => sum + rows.length, 0)
  return {
    words: group.words,
    made: `Said by ${group.madeBy} on ${formatDay(group.madeOn)}`,
    membersWords: `${counted(group.members.length, 'finding')}, in the order of their reviews`,
    members: group.members.map((member) => toMember(member, answers)),
    answers: views,
    answersWords: `${counted(things, 'answer')}, by plan: each answers all of these findings`,
    edit: may.keep
      ? {
          ...{ add: paths.groupMembers(group.id), takeOut: paths.takeOut(group.id) },
          ...{ rename: paths.renameGroup(group.id), value: String(values?.words ?? group.words) },
        }
      : null,
    errors,
  }
}

function toMember(
  { findingId, ref, words, review, from }: GroupFacts['members'][number],
  answers: readonly AnswerFacts[],
): MemberView {
  const own = answers.filter((answer) => answer.findingId === findingId).length
  return {
    ...{ findingId, ref, words, href: paths.finding(review.id, findingId), review: review.title },
    by: review.publishedOn ? `${review.body}, published ${formatDay(review.publishedOn)}` : review.body,
    since: `In the group since ${formatDay(from)}`,
    answered: own > 0 ? `Named by ${counted(own, 'answer')}` : null,
  }
}

function toPlan(answers: readonly AnswerFacts[], group: GroupFacts): GroupPage['answers'] {
  const [first] = answers
  if (!first) return []
  const { id, title } = first.plan
  const things = Map.groupBy(answers, ({ thing }) => thing?.id ?? null)
  const rows = [...things.values()].flatMap((list) => toAnswer(list, group))
  return [{ plan: title, href: planPaths.plan(id), rows }]
}

function toAnswer(list: readonly AnswerFacts[], { members }: GroupFacts): AnswerView[] {
  const [first] = list
  if (!first) return []
  const { plan, thing } = first
  const named = members.filter(({ findingId }) => list.some((answer) => answer.findingId === findingId))
  const names = named.map(({ ref, review }) => `${review.title} ${ref}`).join('; ')
  if (!thing) return [{ name: 'The plan as a whole', words: '', href: planPaths.plan(plan.id), names }]
  const called = thing.kind === 'action' ? 'Action' : 'Milestone'
  const href = thing.kind === 'action' ? planPaths.action(thing.id) : planPaths.milestone(thing.id)
  return [{ name: thing.ref ? `${called} ${thing.ref}` : called, words: thing.words, href, names }]
}

export const groupPage = definePage<GroupPage>('reviews/pages/group.njk', () =>
  toGroupPage({
    group: exampleGroup(),
    answers: [
      {
        findingId: 'finding-2',
        plan: { id: 'plan-1', title: 'Anyshire Improvement Plan' },
        thing: { kind: 'milestone', id: 'milestone-1', ref: '2.1', words: 'Train every social worker' },
      },
    ],
    ...{ may: { keep: true }, values: null },
    errors: [{ field: 'words', text: 'Say what they have in common' }],
  }),
)
