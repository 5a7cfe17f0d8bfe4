/** What a plan is held against, put together from its facts. */
import type { EvidenceFacts } from '../../evidence/index.ts'
import { descriptorKey } from '../../evidence/index.ts'
import {
  descriptorsOf,
  type Framework,
  type FrameworkKey,
  frameworkName,
  gradeWords,
} from '../../frameworks/index.ts'
import {
  type ActionAsAt,
  type ChosenFramework,
  lastDayListed,
  type MilestoneAsAt,
  type PlanAsAt,
  type PlanTableFacts,
  type StatedDate,
} from '../../plans/index.ts'
import type { Printed, Sheet, Shown, Statement, Step } from './statement.ts'

/** Evidence of a plan by `descriptorKey`. */
export type EvidenceUnder = ReadonlyMap<string, EvidenceFacts[]>

/** Finds a framework by its code and version. */
export type FrameworkOf = (key: FrameworkKey) => Framework | undefined

/**
 * Every sheet of a plan: the frameworks that were chosen for it, then the tables that were printed beside it. A
 * framework whose definition is gone is left out.
 */
export function sheetsOf(plan: PlanAsAt, frameworkOf: FrameworkOf, evidence: EvidenceUnder): Sheet[] {
  const live = liveOf(plan)
  return [
    ...plan.frameworks.flatMap((chosen) => {
      const framework = frameworkOf(chosen)
      return framework ? [frameworkSheet(framework, chosen, live, evidence)] : []
    }),
    ...plan.tables.filter(isMatrix).map((table) => printedSheet(table, live, evidence)),
  ]
}

/** The sheet that an address names, also without its grade; the first where it names none. */
export const sheetNamed = (sheets: readonly Sheet[], key: string | null): Sheet | undefined =>
  key === null
    ? sheets[0]
    : (sheets.find((sheet) => sheet.key === key) ?? sheets.find((sheet) => sheet.key.startsWith(`${key} `)))

export const frameworkSheetKey = ({ framework, version, grade }: ChosenFramework): string =>
  `${framework} ${version} ${grade}`

const isMatrix = ({ kind, descriptors }: PlanTableFacts): boolean =>
  kind === 'matrix' && descriptors.length > 0

interface Live {
  actions: ActionAsAt[]
  milestones: MilestoneAsAt[]
  stepsOf: (actionId: string) => Step[]
}

/** What still counts of a plan: neither it nor its action was dropped. */
function liveOf(plan: PlanAsAt): Live {
  const actions = plan.actions.filter(({ dropped }) => !dropped)
  const ids = new Set(actions.map(({ id }) => id))
  const milestones = plan.milestones.filter(({ dropped, actionId }) => !dropped && ids.has(actionId))
  const byAction = Map.groupBy(milestones, ({ actionId }) => actionId)
  return { actions, milestones, stepsOf: (actionId) => (byAction.get(actionId) ?? []).map(toStep) }
}

const toStep = ({ id, ref, words, due, latest, evidence }: MilestoneAsAt): Step => ({
  ...{ id, ref, words, evidence },
  due: dueOf(due),
  achieved: latest?.status === 'achieved',
})

/** A cell of several months that nobody could share out is due by the end of the latest. */
function dueOf(due: StatedDate | null): StatedDate | null {
  const on = due?.on ? null : lastDayListed(due?.words ?? null)
  return on === null ? due : { on, precision: 'month', words: due?.words ?? null }
}

function frameworkSheet(
  framework: Framework,
  chosen: ChosenFramework,
  live: Live,
  evidence: EvidenceUnder,
): Sheet {
  const key = { framework: chosen.framework, version: chosen.version }
  const areas = new Map(framework.areas.map(({ code, words }) => [code, words]))
  return {
    key: frameworkSheetKey(chosen),
    title: frameworkName(framework),
    grade: gradeWords(framework, chosen.grade),
    source: { kind: 'framework', ...chosen },
    statements: descriptorsOf(framework, chosen.grade).map(({ code, words, area }) => ({
      ...{ code, words, area: areas.get(area) ?? null, missing: [] },
      shownBy: linkedTo({ ...key, descriptor: code }, live),
      evidence: evidence.get(descriptorKey(`${key.framework} ${key.version}`, code)) ?? [],
    })),
  }
}

type Linkable = Pick<ActionAsAt | MilestoneAsAt, 'shows'>

/** Actions first, each with its milestones; then the milestones that were linked by themselves. */
function linkedTo(key: FrameworkKey & { descriptor: string }, live: Live): Shown[] {
  const shows = ({ shows }: Linkable) =>
    shows.some(
      (one) =>
        one.framework === key.framework && one.version === key.version && one.descriptor === key.descriptor,
    )
  const actions = live.actions.filter(shows)
  const ids = new Set(actions.map(({ id }) => id))
  return [
    ...actions.map((action) => toShown(action, live, [])),
    ...live.milestones
      .filter((milestone) => shows(milestone) && !ids.has(milestone.actionId))
      .map((milestone): Shown => {
        const { id, ref, words } = milestone
        return { kind: 'milestone', id, ref, words, printed: [], steps: [toStep(milestone)] }
      }),
  ]
}

const toShown = ({ id, ref, words }: ActionAsAt, live: Live, printed: Printed[]): Shown => ({
  ...{ kind: 'action', id, ref, words, printed },
  steps: live.stepsOf(id),
})

function printedSheet(
  { id, title, descriptors }: PlanTableFacts,
  live: Live,
  evidence: EvidenceUnder,
): Sheet {
  return {
    key: `printed ${id}`,
    title: title ?? 'The table that was printed beside the plan',
    grade: null,
    source: { kind: 'printed', tableId: id },
    statements: descriptors.map(({ descriptor, entries }, at): Statement => {
      const printed = entries.map(({ ref, completion }) => ({
        ref,
        completion: completion?.original ?? null,
      }))
      return {
        ...{ code: String(at + 1), words: descriptor, area: null },
        ...reliesOn(printed, live),
        evidence: evidence.get(descriptorKey(id, descriptor)) ?? [],
      }
    }),
  }
}

/** The actions of these numbers, in the table's order, and the numbers that the plan has not. */
function reliesOn(printed: readonly Printed[], live: Live): Pick<Statement, 'shownBy' | 'missing'> {
  const byRef = Map.groupBy(printed, ({ ref }) => ref)
  const found = [...byRef].map(([ref, all]) => ({
    all,
    action: live.actions.find((one) => one.ref === ref),
  }))
  return {
    shownBy: found.flatMap(({ action, all }) => (action ? [toShown(action, live, all)] : [])),
    missing: found.flatMap(({ action, all }) => (action ? [] : all)),
  }
}
