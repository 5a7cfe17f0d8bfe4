/** One area with a thing behind every kind of door, and the addresses of those doors: for tests that try them all. */

import { nameStandIn } from '../../src/modules/absences/index.ts'
import { freezeMonth, openMonth } from '../../src/modules/cycles/index.ts'
import { addDraft, decide, startRefresh } from '../../src/modules/editions/index.ts'
import { addEvidence, getEvidence } from '../../src/modules/evidence/index.ts'
import { listPosts, makeIntegration } from '../../src/modules/identity/index.ts'
import { askForCopy, makeCopy, readImport, startImport } from '../../src/modules/imports/index.ts'
import { chooseFramework } from '../../src/modules/judgement/index.ts'
import { addTerm } from '../../src/modules/library/index.ts'
import { notify } from '../../src/modules/notices/index.ts'
import {
  answerMeasure,
  listBoards,
  listOpenSupport,
  openSupportByHand,
} from '../../src/modules/plans/index.ts'
import { insertView } from '../../src/modules/plans/queries/views.ts'
import { addBudgetLine, addHostPlan, addLink, listHostPlans } from '../../src/modules/programme/index.ts'
import { listLines } from '../../src/modules/programme/queries/money.ts'
import { addSchedule, askForPaper, copyLayout, makePaper, readOwed } from '../../src/modules/reports/index.ts'
import {
  addFindings,
  addJudgements,
  addReview,
  keepDocument,
  listAllFindings,
  listReviews,
  sayTheSame,
} from '../../src/modules/reviews/index.ts'
import { raiseRisk } from '../../src/modules/risks/index.ts'
import { answerQuestion, openRound } from '../../src/modules/self-assessments/index.ts'
import { type AreaToken, readAreaToken, writeAreaToken } from '../../src/platform/access/session.ts'
import { signLink } from '../../src/platform/access/signed-links.ts'
import type { Scope } from '../../src/platform/db/scope.ts'
import type { RegisteredRoute } from '../../src/platform/http/routes.ts'
import { newId } from '../../src/platform/ids.ts'
import { POSTS } from './small-plan.ts'
import { SECRET, smallPlan, type TestArea, type TestPerson, type TestPlan, type TestWorld } from './world.ts'

export interface House {
  area: TestArea
  plan: TestPlan
  supportId: string
  boardId: string
  importId: string
  copyId: string
  /** A paper that is made. */
  paperId: string
  scheduleId: string
  /** A month that is open, and one that was frozen before. */
  monthId: string
  frozenMonthId: string
  askId: string
  /** Of the milestones that the ask asks about, one. */
  askedMilestoneId: string
  postId: string
  /** The post that leads the milestone under which the evidence stands. */
  teamId: string
  standInId: string
  riskId: string
  integrationId: string
  /** A file under m1, and that use of it. */
  evidence: { id: string; useId: string }
  criterionId: string
  measureId: string
  /** A round over the small plan's findings, with one answer. */
  roundId: string
  hostPlanId: string
  budgetLineId: string
  /** What opens somebody's due dates. */
  feed: AreaToken
  mailId: string
  noticeId: string
  viewId: string
  /** A review with a document, its judgement, and a finding of it that is the same as another. */
  review: { id: string; findingId: string; judgementId: string; groupId: string }
  /** A refresh that is open, and an action that it adds. */
  refreshId: string
  newActionId: string
  /** A report layout of the area's own. */
  layoutCode: string
  termId: string
  /** Somebody whom it does no harm to lose. */
  spare: TestPerson
}

export async function furnish(world: TestWorld, name: string): Promise<House> {
  const area = await world.area({ name })
  const plan = await world.plan(area, smallPlan({ title: `Plan of ${name}` }))
  const spare = await world.person(area, { role: 'analyst', name: `Spare of ${name}` })
  const [board] = await world.scope(area, listBoards)
  await world.scope(area, (scope) => chooseFramework(scope, plan.id, HELD_AGAINST))
  return {
    ...{ area, plan, spare },
    evidence: await attest(world, area, plan),
    criterionId: await criterionOf(world, area),
    measureId: await measureOf(world, area),
    roundId: await assess(world, area, plan),
    ...(await fund(world, area, plan)),
    feed: await feedOf(world, area),
    boardId: board?.id ?? '',
    supportId: await askForSupport(world, area, plan),
    importId: await propose(world, area),
    viewId: await saveView(world, area, plan, spare),
    copyId: await copyOut(world, area, plan),
    paperId: await makeReport(world, area, plan),
    scheduleId: await oweReport(world, area, plan),
    ...(await refresh(world, area, plan)),
    ...(await post(world, area, spare)),
    ...(await runMonths(world, area, plan)),
    postId: await world.scope(area, async (scope) => (await listPosts(scope))[0]?.id ?? ''),
    teamId: await teamOf(world, area, plan),
    standInId: await standIn(world, area, spare),
    integrationId: await integrate(world, area),
    riskId: await raise(world, area, plan),
    layoutCode: await layOut(world, area),
    termId: await explain(world, area),
    review: await enterReview(world, area, plan),
  }
}

async function enterReview(world: TestWorld, area: TestArea, plan: TestPlan): Promise<House['review']> {
  const report = { name: 'Report.txt', bytes: Buffer.from(`What was found in ${area.name}`) }
  const document = await keepDocument(area.id, world.files, report)
  const none = { expectedOn: null, expectedWords: null, heldFrom: null, heldTo: null, receivedOn: null }
  const fields = { planDueWords: null, planDueOn: null, url: null, judgement: null, remark: null }
  return world.scope(area, async (scope) => {
    const review = {
      kind: 'peer_review',
      title: `Peer review of ${area.name}`,
      body: area.name,
      ...none,
      ...fields,
    }
    const held = { ...review, state: 'published', publishedOn: '2026-10-01' } as const
    const id = await addReview(scope, held, { once: newId(), document })
    const about = { group: null, provenance: null, deadlineWords: 'within six weeks', once: newId() }
    await addFindings(scope, id, {
      ...about,
      kind: 'finding',
      lines: `See every child of ${area.name} alone`,
    })
    await addJudgements(scope, id, newId(), [{ about: area.name, grade: 'strong' }])
    const findingId = (await listAllFindings(scope)).find(({ reviewId }) => reviewId === id)?.id ?? ''
    const judgementId = (await listReviews(scope)).flatMap(({ judgements }) => judgements)[0]?.id ?? ''
    const same = { once: newId(), words: `The same in ${area.name}`, findingIds: [findingId, plan.of('f2')] }
    return { id, findingId, judgementId, groupId: await sayTheSame(scope, same) }
  })
}
/** A plan of others, money for a1, and a link from a2 to it. */
const fund = (
  world: TestWorld,
  area: TestArea,
  plan: TestPlan,
): Promise<Pick<House, 'hostPlanId' | 'budgetLineId'>> =>
  world.scope(area, async (scope) => {
    const none = { partnerId: null, parentId: null, ownerPostId: null, reviewDueOn: null }
    await addHostPlan(scope, {
      ...{ ...none, level: 'team', title: `Team plan of ${area.name}`, ownerWords: 'Head of Service' },
      once: newId(),
    })
    await addBudgetLine(scope, plan.id, {
      ...{
        actionId: plan.of('a1'),
        year: 2026,
        source: `Budget of ${area.name}`,
        needed: 100,
        allocated: null,
      },
      ...{ words: null, once: newId() },
    })
    const [from, to] = (['a2', 'a1'] as const).map((key) => ({ kind: 'action' as const, id: plan.of(key) }))
    if (from && to)
      await addLink(scope, plan.id, { kind: 'depends_on', from, to, words: 'needs it', once: newId() })
    const [host] = await listHostPlans(scope, scope.today)
    const [line] = await listLines(scope, plan.id)
    return { hostPlanId: host?.id ?? '', budgetLineId: line?.id ?? '' }
  })
/** What the plan of a house has to show. */
const HELD_AGAINST = { framework: 'ilacs', version: '2026', grade: 'good' }

/** A mail that was refused, and somebody's notice. */
async function post(
  world: TestWorld,
  area: TestArea,
  person: TestPerson,
): Promise<{ mailId: string; noticeId: string }> {
  return world.scope(area, async (scope) => {
    const told = { personId: person.id, kind: 'mention', words: `You were mentioned in ${area.name}` }
    await notify(scope, [{ ...told, href: '/plans', once: newId() }])
    const mailId = await ofArea(scope, 'mail')
    await scope.db.updateTable('mail').set({ state: 'refused' }).where('id', '=', mailId).execute()
    return { mailId, noticeId: await ofArea(scope, 'notice') }
  })
}

async function ofArea({ db, areaId }: Scope, table: 'mail' | 'notice'): Promise<string> {
  const { id } = await db
    .selectFrom(table)
    .select('id')
    .where('area_id', '=', areaId)
    .executeTakeFirstOrThrow()
  return id
}

async function standIn(world: TestWorld, area: TestArea, away: TestPerson): Promise<string> {
  const lead = await world.person(area, { role: 'milestone_lead', name: `Lead of ${area.name}` })
  return world.scope(area, (scope) =>
    nameStandIn(scope, { personId: away.id, standInId: lead.id, from: scope.today, to: scope.today }),
  )
}

async function raise(world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> {
  const rating = { likelihood: 3, impact: 4 } as const
  return world.scope(area, async (scope) => {
    const post = (await listPosts(scope)).find(({ title }) => title === POSTS[0])
    return raiseRisk(scope, {
      ...{ planId: plan.id, kind: 'risk', title: `A risk of ${area.name}`, cause: 'Pay.', effect: 'Delay.' },
      ...{ before: rating, after: rating, response: 'treat', responseWords: 'Watch it.', once: newId() },
      ...{ owner: { key: `post:${post?.id}`, words: '' }, reviewOn: scope.today },
      threatens: [{ kind: 'milestone', id: plan.of('m1') }],
    })
  })
}

const explain = (world: TestWorld, area: TestArea): Promise<string> =>
  world.scope(area, (scope) =>
    addTerm(scope, { term: 'LSCB', meaning: `Board of ${area.name}`, firstUse: null, once: newId() }),
  )

const layOut = (world: TestWorld, area: TestArea): Promise<string> =>
  world.scope(area, (scope) =>
    copyLayout(scope, 'milestone-report', { name: `Report of ${area.name}`, once: newId() }),
  )

async function integrate(world: TestWorld, area: TestArea): Promise<string> {
  const wish = { name: `Program of ${area.name}`, scopes: ['plans.view'] as const }
  const { id } = await world.scope(area, (scope) => makeIntegration(scope, { ...wish, expires: scope.today }))
  return id
}

async function askForSupport(world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> {
  const asked = { planId: plan.id, milestoneId: plan.of('m1'), progressId: null, to: null, wantedBy: null }
  return world.scope(area, async (scope) => {
    await openSupportByHand(scope, { ...asked, words: `A decision in ${area.name}`, once: newId() })
    return (await listOpenSupport(scope))[0]?.id ?? ''
  })
}

async function feedOf(world: TestWorld, area: TestArea): Promise<AreaToken> {
  const browser = await world.signedIn(await world.person(area, { role: 'analyst' }))
  const { body } = await browser.post('/calendar')
  const token = readAreaToken(/\/calendar\/([\w.-]+)\.ics/.exec(body)?.[1])
  if (!token) throw new Error('The page shows no address of a calendar')
  return token
}

const teamOf = (world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> =>
  world.scope(area, async ({ db }) => {
    const leads = db.selectFrom('lead').select('post_id').where('area_id', '=', area.id)
    const lead = leads.where('milestone_id', '=', plan.of('m1')).where('post_id', 'is not', null)
    return (await lead.orderBy('id').executeTakeFirstOrThrow()).post_id ?? ''
  })

async function attest(world: TestWorld, area: TestArea, plan: TestPlan): Promise<House['evidence']> {
  const file = { name: 'Audit.txt', bytes: Buffer.from(`Thirty files of ${area.name} were read.`) }
  const once = newId()
  const none = { title: null, owner: null, datedOn: null, expiresOn: null, url: null, words: null }
  const target = { kind: 'milestone', planId: plan.id, id: plan.of('m1'), descriptor: null } as const
  return world.scope(area, async (scope) => {
    const id = await addEvidence(scope, world.files, [target], { ...none, once, kind: 'file', file })
    const { uses } = await getEvidence(scope, id)
    return { id, useId: uses[0]?.id ?? '' }
  })
}

const criterionOf = (world: TestWorld, area: TestArea): Promise<string> =>
  world.scope(area, async ({ db }) => {
    const criteria = db.selectFrom('success_criterion').select('id').where('area_id', '=', area.id)
    return (await criteria.where('action_id', 'is not', null).executeTakeFirstOrThrow()).id
  })

const measureOf = (world: TestWorld, area: TestArea): Promise<string> =>
  world.scope(area, async (scope) => {
    const measures = scope.db.selectFrom('measure').select('id').where('area_id', '=', area.id)
    const { id } = await measures.executeTakeFirstOrThrow()
    await answerMeasure(scope, id, {
      ...{ standing: 'towards', value: '91%', words: `Counted in ${area.name}`, aboutOn: '2026-10-31' },
      ...{ evidenceId: null, once: newId() },
    })
    return id
  })

const assess = (world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> =>
  world.scope(area, async (scope) => {
    const id = await openRound(scope, {
      ...{ set: { kind: 'review', id: plan.of('r1') }, title: `Yearly review in ${area.name}` },
      ...{ partnerId: null, nextDueOn: null, once: newId() },
    })
    const words = `Seen in ${area.name}`
    await answerQuestion(scope, id, {
      ...{ question: plan.of('f1'), rating: 'partly', words, evidence: [], once: newId() },
    })
    return id
  })

async function copyOut(world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> {
  const asked = { planId: plan.id, format: 'xlsx', lead: null } as const
  const copyId = await world.scope(area, (scope) => askForCopy(scope, asked))
  await makeCopy(world.files, (work) => world.scope(area, work), copyId)
  return copyId
}

async function makeReport(world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> {
  const whole = { planId: plan.id, asAt: null, cycleId: null, sinceCycleId: null, reviewId: null }
  const { id } = await world.scope(area, (scope) => askForPaper(scope, 'milestone-report', whole))
  await makePaper({ files: world.files, inScope: (run) => world.scope(area, run) }, id)
  return id
}

const oweReport = (world: TestWorld, area: TestArea, plan: TestPlan): Promise<string> =>
  world.scope(area, async (scope) => {
    await addSchedule(scope, {
      ...{ planId: plan.id, layout: 'milestone-report', audience: `Board of ${area.name}`, boardId: null },
      ...{ rhythm: 'monthly', dayWords: 'last day', days: [], fromOn: scope.today, remindDays: 5 },
      ...{ ownerId: null, once: newId() },
    })
    return (await readOwed(scope)).schedules[0]?.id ?? ''
  })

async function saveView(world: TestWorld, area: TestArea, plan: TestPlan, spare: TestPerson) {
  const id = await world.scope(area, (scope) =>
    insertView(scope, {
      ...{ planId: plan.id, personId: spare.id, name: 'Overdue', query: 'due=overdue' },
      ...{ shared: true, madeAt: scope.now },
    }),
  )
  return id ?? ''
}

async function runMonths(world: TestWorld, area: TestArea, plan: TestPlan) {
  await world.person(area, { role: 'milestone_lead', posts: ['Head of First Response'] })
  return world.scope(area, async (scope) => {
    const frozen = await openMonth(scope, plan.id, '2026-10-01')
    await freezeMonth(scope, frozen.cycleId)
    const open = await openMonth(scope, plan.id, '2026-11-01')
    const ask = await scope.db
      .selectFrom('ask')
      .innerJoin('ask_milestone', 'ask_milestone.ask_id', 'ask.id')
      .select(['ask.id', 'ask_milestone.milestone_id'])
      .where('ask.area_id', '=', area.id)
      .where('ask.cycle_id', '=', open.cycleId)
      .orderBy('ask_milestone.milestone_id')
      .executeTakeFirstOrThrow()
    const [monthId, frozenMonthId] = [open.cycleId, frozen.cycleId]
    return { monthId, frozenMonthId, askId: ask.id, askedMilestoneId: ask.milestone_id }
  })
}

async function refresh(world: TestWorld, area: TestArea, plan: TestPlan) {
  return world.scope(area, async (scope) => {
    const { id } = await startRefresh(scope, plan.id, 'Next edition')
    const newActionId = await addDraft(scope, id, `A new action of ${area.name}`)
    // Something becomes it, so that no test can remove it for those that come after.
    await decide(scope, id, plan.of('a2'), {
      ...{ kind: 'merged', answers: {}, because: null, targets: [{ id: newActionId }], to: new Map() },
      ...{
        themeId: null,
        themeName: null,
        phaseId: null,
        due: new Map(),
        movedTo: null,
        movedToPlanId: null,
      },
      ...{ seen: null, once: newId() },
    })
    return { refreshId: id, newActionId }
  })
}

async function propose(world: TestWorld, area: TestArea): Promise<string> {
  const bytes = Buffer.from(`Action\tLead\tBy when\nAgree the plan of ${area.name}\tClerk\tDecember 2026\n`)
  const choices = { published: '2026-11-01' }
  const importId = await world.scope(area, (scope) =>
    startImport(scope, world.files, { name: 'plan.txt', bytes, choices }),
  )
  await readImport(world.files, (work) => world.scope(area, work), { importId, revision: 1 })
  return importId
}

/** What stands behind `:id` of an address that begins so, behind a name of its own, or behind one whole address. */
const THINGS: Record<string, (house: House) => string> = {
  plans: ({ plan }) => plan.id,
  actions: ({ plan }) => plan.of('a1'),
  milestones: ({ plan }) => plan.of('m1'),
  updates: ({ plan }) => plan.of('m1'),
  months: ({ monthId }) => monthId,
  '/months/:id/facts.json': ({ frozenMonthId }) => frozenMonthId,
  '/api/v1/months/:id/facts': ({ frozenMonthId }) => frozenMonthId,
  views: ({ viewId }) => viewId,
  refreshes: ({ refreshId }) => refreshId,
  ':action': ({ plan }) => plan.of('a1'),
  'new-actions': ({ newActionId }) => newActionId,
  asks: ({ askId }) => askId,
  asked: ({ area, askId }) => signLink(SECRET, 'ask', { areaId: area.id, id: askId }),
  'host-plans': ({ hostPlanId }) => hostPlanId,
  'budget-lines': ({ budgetLineId }) => budgetLineId,
  ':milestone': ({ askedMilestoneId }) => askedMilestoneId,
  ':part': () => '1',
  ':layout': ({ layoutCode }) => layoutCode,
  ':code': () => HELD_AGAINST.framework,
  '/reports/:code': () => 'milestone-report',
  papers: ({ paperId }) => paperId,
  'report-schedules': ({ scheduleId }) => scheduleId,
  ':version': () => HELD_AGAINST.version,
  boards: ({ boardId }) => boardId,
  support: ({ supportId }) => supportId,
  imports: ({ importId }) => importId,
  evidence: ({ evidence }) => evidence.id,
  criteria: ({ criterionId }) => criterionId,
  ':finding': ({ plan }) => plan.of('f1'),
  measures: ({ measureId }) => measureId,
  'self-assessments': ({ roundId }) => roundId,
  calendar: ({ feed }) => writeAreaToken(feed),
  'working-copies': ({ copyId }) => copyId,
  people: ({ spare }) => spare.id,
  posts: ({ postId }) => postId,
  teams: ({ teamId }) => teamId,
  'stand-ins': ({ standInId }) => standInId,
  integrations: ({ integrationId }) => integrationId,
  glossary: ({ termId }) => termId,
  risks: ({ riskId }) => riskId,
  mail: ({ mailId }) => mailId,
  notices: ({ noticeId }) => noticeId,
  reviews: ({ review }) => review.id,
  findings: ({ review }) => review.findingId,
  'finding-groups': ({ review }) => review.groupId,
  welcome: ({ spare }) => writeAreaToken(spare.invitation),
}

/** "plans" of "/plans/:id", and of "/api/v1/plans/:id". */
const kindOf = (url: string): string => url.replace(/^\/api\/v1/, '').split('/')[1] ?? ''

/** Every thing of a house of the kind that an address leads to. */
export function thingsOf(url: string, { plan, evidence, monthId, frozenMonthId, riskId }: House): string[] {
  const keys: Record<string, string[]> = {
    actions: ['a1', 'a2', 'a3'],
    milestones: ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'],
  }
  const others: Record<string, string[]> = {
    ...{ evidence: [evidence.id], months: [monthId, frozenMonthId], risks: [riskId] },
  }
  const kind = kindOf(url)
  return keys[kind]?.map((key) => plan.of(key)) ?? others[kind] ?? [plan.id]
}

/** Doors whose thing is named after the question mark. */
const QUERIES: Record<string, (house: House) => string> = {
  '/evidence/:id/detach': ({ evidence }) => `?use=${evidence.useId}`,
  '/plans/:id/matrix/statement': () => '?framework=ilacs+2026+good&statement=G1',
  '/plans/:id/matrix/link': () => '?framework=ilacs+2026+good&statement=G1',
  '/reports/:code': ({ plan }) => `?plan=${plan.id}`,
}

/** What is the same in every area: part of the product, like its words. */
const OF_EVERY_AREA = ['/frameworks/:code/:version']

/** Whether a door leads to one particular thing of an area. */
export const leadsToThing = ({ url }: RegisteredRoute): boolean =>
  (url.includes(':') || url in QUERIES) && !OF_EVERY_AREA.includes(url)

/** The address of a route in a house. Errors: a kind of thing that this file was not told of yet. */
export function addressOf(url: string, house: House): string {
  const kind = kindOf(url)
  const filled = url.replace(':number', '1').replace(/:\w+/g, (name) => {
    const thing = THINGS[url] ?? THINGS[name] ?? THINGS[kind]
    if (!thing) throw new Error(`Tell tests/support/house.ts what stands behind ${url}`)
    return thing(house)
  })
  return filled + (QUERIES[url]?.(house) ?? '')
}
