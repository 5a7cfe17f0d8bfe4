import { planPaths } from '../../plans/index.ts'
import type { Place, Source } from './capitals.ts'
import type { ActionAsAt, MilestoneAsAt, PlanAsAt, UpdateFacts } from './plan.ts'

/** The words of a plan as it stands, each with its place: what actions, milestones, findings and updates say. */
export function wordsOfPlan(plan: PlanAsAt): Source[] {
  const whole: Place = { name: plan.title, href: planPaths.plan(plan.id) }
  const of = (place: Place, texts: readonly (string | null | undefined)[]): Source[] =>
    texts.flatMap((text) => (text ? [{ text, place }] : []))
  return [
    ...of(whole, [
      plan.title,
      ...[...plan.themes, ...plan.phases].flatMap(({ name, outcome }) => [name, outcome]),
    ]),
    ...plan.findings.flatMap(({ ref, words }) => of({ ...whole, name: `Finding ${ref}` }, [words])),
    ...plan.actions.flatMap((action) => of(placeOfAction(action), wordsOfAction(action))),
    ...plan.milestones.flatMap((one) =>
      of(placeOfMilestone(one), [one.words, ...namesBeside(one), ...wordsOfUpdate(one.latest)]),
    ),
  ]
}

const placeOfAction = ({ id, ref }: ActionAsAt): Place => ({
  name: ref ? `Action ${ref}` : 'An action',
  href: planPaths.action(id),
})

const placeOfMilestone = ({ id, ref }: MilestoneAsAt): Place => ({
  name: ref ? `Milestone ${ref}` : 'A milestone',
  href: planPaths.milestone(id),
})

const wordsOfAction = (action: ActionAsAt): (string | null)[] => [
  ...[action.words, action.outcome, ...namesBeside(action)],
  ...[...action.criteria, ...action.measures].map(({ words }) => words),
]

/** Posts and boards: "MASH Team Manager". */
const namesBeside = ({ leads, boards }: Pick<MilestoneAsAt, 'leads' | 'boards'>): string[] => [
  ...leads.map(({ name }) => name),
  ...boards,
]

const wordsOfUpdate = (update: UpdateFacts | null): (string | null)[] =>
  update ? [update.done, update.next, update.support, update.evidence] : []
