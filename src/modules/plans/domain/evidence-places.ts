import type { EvidenceTarget } from '../../evidence/index.ts'
import { descriptorsOf, findFramework, type StatementKey } from '../../frameworks/index.ts'
import type { ChosenFramework, PlanAsAt } from './facts.ts'

/** Something of a plan that evidence can stand under, with the name by which people know it. */
export interface EvidencePlace {
  target: EvidenceTarget
  name: string
  /** The actions and milestones whose leads may put evidence there. */
  ledThrough: string[]
}

/** Everything of a plan that evidence can stand under: live milestones, criteria, statements of its tables and frameworks. */
export function placesOf(plan: PlanAsAt): EvidencePlace[] {
  return [
    ...milestonePlaces(plan),
    ...criterionPlaces(plan),
    ...statementPlaces(plan),
    ...descriptorPlaces(plan),
  ]
}

const numbered = (ref: string | null, words: string): string => (ref ? `${ref} ${words}` : words)

const milestonePlaces = ({ id: planId, milestones }: PlanAsAt): EvidencePlace[] =>
  milestones
    .filter(({ dropped }) => !dropped)
    .map(({ id, ref, words, actionId }) => ({
      target: { kind: 'milestone', planId, id, descriptor: null },
      name: numbered(ref, words),
      ledThrough: [id, actionId],
    }))

const criterionPlaces = ({ id: planId, actions, findings }: PlanAsAt): EvidencePlace[] => [
  ...actions.flatMap(({ id: actionId, ref, criteria }) =>
    criteria.map(
      ({ id, words }): EvidencePlace => ({
        target: { kind: 'criterion', planId, id, descriptor: null },
        name: numbered(ref, words),
        ledThrough: [actionId],
      }),
    ),
  ),
  ...findings.flatMap(({ ref, criteria }) =>
    criteria.map(
      ({ id, words }): EvidencePlace => ({
        target: { kind: 'criterion', planId, id, descriptor: null },
        name: numbered(ref, words),
        ledThrough: [],
      }),
    ),
  ),
]

const descriptorPlaces = ({ id: planId, tables }: PlanAsAt): EvidencePlace[] =>
  tables.flatMap(({ id, descriptors }) =>
    descriptors.map(
      ({ descriptor }): EvidencePlace => ({
        target: { kind: 'descriptor', planId, id, descriptor },
        name: descriptor,
        ledThrough: [],
      }),
    ),
  )

/** Statements of the grade that the plan is to show; who leads what shows one may put evidence under it. */
const statementPlaces = (plan: PlanAsAt): EvidencePlace[] =>
  plan.frameworks.flatMap((chosen) =>
    statementsOf(chosen).map(({ code, words }) => ({
      target: statementTarget(plan.id, { ...chosen, descriptor: code }),
      name: `${code} ${words}`,
      ledThrough: showing(plan, { ...chosen, descriptor: code }),
    })),
  )

function statementsOf(chosen: ChosenFramework) {
  const framework = findFramework(chosen)
  return framework ? descriptorsOf(framework, chosen.grade) : []
}

/** A statement of a framework as evidence stands under it. */
export const statementTarget = (
  planId: string,
  { framework, version, descriptor }: StatementKey,
): EvidenceTarget => ({ kind: 'statement', planId, id: `${framework} ${version}`, descriptor })

const showing = ({ actions, milestones }: PlanAsAt, key: StatementKey): string[] =>
  [...actions, ...milestones]
    .filter(({ shows }) =>
      shows.some(
        (shown) =>
          shown.framework === key.framework &&
          shown.version === key.version &&
          shown.descriptor === key.descriptor,
      ),
    )
    .map(({ id }) => id)

/** A target in one line, as a form sends it: "milestone <id>", "descriptor <id> <statement>". */
export const keyOfTarget = ({ kind, id, descriptor }: EvidenceTarget): string =>
  descriptor === null ? `${kind} ${id}` : `${kind} ${id} ${descriptor}`
