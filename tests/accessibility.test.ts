/** Every page, as a person with axe's eyes sees it: scripts on and off, on a wide screen and on a narrow one. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedDemonstration } from '../src/commands/seed.ts'
import { addDraft, decide, readRefresh, startRefresh } from '../src/modules/editions/index.ts'
import { listEvidence } from '../src/modules/evidence/index.ts'
import { invite, startSession } from '../src/modules/identity/index.ts'
import { makeLink } from '../src/modules/identity/invitations.ts'
import { chooseFramework, linkStatement } from '../src/modules/judgement/index.ts'
import { addTerm } from '../src/modules/library/index.ts'
import { notify } from '../src/modules/notices/index.ts'
import {
  addRemark,
  listBoards,
  listOpenSupport,
  openSupportByHand,
  readPlan,
} from '../src/modules/plans/index.ts'
import {
  addBudgetLine,
  addCarriage,
  addHostPlan,
  addLink,
  reviewHostPlan,
} from '../src/modules/programme/index.ts'
import {
  addSchedule,
  askForPaper,
  cancelPaper,
  changeLayout,
  copyLayout,
  makePaper,
  readOwed,
  sendPaper,
} from '../src/modules/reports/index.ts'
import { listAllFindings } from '../src/modules/reviews/index.ts'
import { changeRisk, type Level, listOwners, raiseRisk, readRisk } from '../src/modules/risks/index.ts'
import { insertChallenge } from '../src/modules/risks/queries/challenges.ts'
import { answerQuestion, closeRound, openRound } from '../src/modules/self-assessments/index.ts'
import { sessionCookie, writeAreaToken } from '../src/platform/access/session.ts'
import { signLink } from '../src/platform/access/signed-links.ts'
import type { Scope } from '../src/platform/db/scope.ts'
import { newId } from '../src/platform/ids.ts'
import { pageLink, queueMail } from '../src/platform/mail/outbox.ts'
import { launchChromium } from './support/chromium.ts'
import { SECRET, startWorld, type TestArea, type TestWorld } from './support/world.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const MANAGER = 'Programme Manager'
const LEAD = 'Head of First Response'

interface Visit {
  route: string
  /** Who looks; null for nobody signed in. */
  as: string | null
  /** Which of several things of that kind; else the one by which the kind is known. */
  of?: string
  /** What stands after the address of the route. */
  query?: string
  /** What is done on the page before it is looked at. */
  act?: (page: Page) => Promise<void>
  /** The status that the act or the page answers with. */
  status?: number
  what?: string
}

const press = (form: string) => (page: Page) => page.locator(`main ${form} button`).first().click()

const PAGES: Visit[] = [
  { route: '/sign-in', as: null },
  { route: '/sign-in', as: null, what: 'empty', act: press('form'), status: 422 },
  { route: '/demonstration', as: null },
  { route: '/welcome/:token', as: null },
  { route: '/welcome/:token', as: null, what: 'empty', act: press('form'), status: 422 },
  { route: '/', as: MANAGER },
  { route: '/', as: LEAD },
  { route: '/', as: 'Independent Chair of the Improvement Board' },
  { route: '/', as: 'Chair of the Children and Families Scrutiny Committee' },
  { route: '/', as: 'Visiting Inspector' },
  { route: '/plans', as: MANAGER },
  { route: '/plans/:id', as: MANAGER },
  { route: '/plans/:id', as: LEAD, query: '?by=lead&asAt=2026-10-15', what: 'by lead, a past day' },
  { route: '/plans/:id', as: LEAD, query: '?words=nothing-has-this', what: 'nothing fits' },
  { route: '/plans/:id', as: LEAD, query: '?asAt=2001-01-01', what: 'before it was held' },
  { route: '/plans/:id/bulk', as: MANAGER, query: '?due=overdue&select=all' },
  { route: '/plans/:id/bulk', as: MANAGER, query: '?words=nothing-has-this', what: 'nothing fits' },
  {
    ...{ route: '/plans/:id/bulk', as: MANAGER, query: '?due=overdue', what: 'empty', status: 422 },
    act: press('form[action*="/bulk"]'),
  },
  {
    ...{ route: '/plans/:id/bulk', as: MANAGER, query: '?due=overdue&select=all', what: 'to confirm' },
    act: async (page) => {
      await page.locator('#what-move').check()
      await page.locator('#move').fill('10')
      await page.locator('#reason').fill('The board met later')
      await press('form[action*="/bulk"]')(page)
    },
  },
  { route: '/plans/:id/views', as: MANAGER },
  { route: '/plans/:id/views', as: LEAD, query: '?by=lead&due=overdue', what: 'to be saved' },
  {
    ...{ route: '/plans/:id/views', as: MANAGER, query: '?by=lead&due=overdue', status: 422 },
    ...{ what: 'without a name', act: press('form[action$="/views"]') },
  },
  {
    ...{ route: '/plans/:id/views', as: MANAGER, what: 'a kept one without a name', status: 422 },
    act: async (page) => {
      await page.locator('main details.gt-act summary').first().click()
      await page.locator('main details.gt-act [name=name]').first().fill('')
      await press('form[action$="/change"]')(page)
    },
  },
  { route: '/search', as: MANAGER },
  { route: '/search', as: MANAGER, query: '?q=sample', what: 'found' },
  { route: '/search', as: LEAD, query: '?q=wordthatnobodywrote', what: 'nothing found' },
  { route: '/teams', as: MANAGER },
  { route: '/teams/:id', as: MANAGER },
  { route: '/teams/:id', of: 'council', as: LEAD, what: 'a partner' },
  { route: '/glossary', as: MANAGER },
  { route: '/glossary', as: LEAD, query: '?q=nothing-has-this', what: 'nothing found' },
  { route: '/glossary/offers', as: MANAGER },
  { route: '/glossary/new', as: MANAGER },
  { route: '/glossary/new', as: MANAGER, what: 'empty', act: press('form[action$="/new"]'), status: 422 },
  { route: '/glossary/:id/change', as: MANAGER },
  { route: '/findings', as: MANAGER },
  { route: '/reviews', as: MANAGER },
  { route: '/reviews', as: LEAD, query: '?kind=stocktake', what: 'nothing fits' },
  { route: '/reviews/new', as: MANAGER },
  { route: '/reviews/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/reviews/:id', as: MANAGER },
  { route: '/reviews/:id', as: LEAD, query: '?asAt=2026-10-15', what: 'a past day' },
  { route: '/reviews/:id', of: 'peer', as: MANAGER, what: 'one that is expected' },
  {
    ...{ route: '/reviews/:id', as: MANAGER, what: 'judged without a word', status: 422 },
    act: async (page) => {
      await page.locator('details:has(form[action$="/judgements"]) summary').click()
      await press('form[action$="/judgements"]')(page)
    },
  },
  { route: '/reviews/:id/change', as: MANAGER },
  {
    ...{ route: '/reviews/:id/change', as: MANAGER, what: 'without a title', status: 422 },
    act: async (page) => {
      await page.locator('#title').fill('')
      await press('form')(page)
    },
  },
  { route: '/reviews/:id/findings', as: MANAGER },
  { route: '/reviews/:id/findings', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/findings/:id/change', as: MANAGER },
  {
    ...{ route: '/findings/:id/change', as: MANAGER, what: 'without words', status: 422 },
    act: async (page) => {
      await page.locator('#words').fill('')
      await press('form')(page)
    },
  },
  { route: '/finding-groups', as: MANAGER },
  { route: '/finding-groups/new', as: MANAGER },
  {
    ...{ route: '/finding-groups/new', as: MANAGER, what: 'nothing ticked', status: 422 },
    act: async (page) => {
      await page.locator('#words').fill('They say the same')
      await page.locator('main form button:not([name])').first().click()
    },
  },
  { route: '/finding-groups/:id', as: MANAGER },
  { route: '/finding-groups/:id/members', as: MANAGER },
  { route: '/plans/:id/findings', as: MANAGER },
  { route: '/plans/:id/answers', as: MANAGER },
  { route: '/actions/:id/answers', as: MANAGER },
  { route: '/milestones/:id/answers', as: MANAGER },
  {
    ...{ route: '/actions/:id/answers', of: 'citing', as: MANAGER, query: '?review=:reviews' },
    ...{ what: 'taken away without a reason', status: 422 },
    act: async (page) => {
      await page.locator('main [name=findings]:checked').first().uncheck()
      await press('form')(page)
    },
  },
  { route: '/plans/:id/findings/:finding/answers', as: MANAGER },
  {
    ...{ route: '/plans/:id/findings/:finding/answers', as: MANAGER, status: 422 },
    what: 'taken away without a reason',
    act: async (page) => {
      await page.locator('main [name=actions]:checked, main [name=milestones]:checked').first().uncheck()
      await press('form')(page)
    },
  },
  { route: '/plans/:id/coverage', as: MANAGER },
  { route: '/plans/:id/coverage', as: LEAD, query: '?asAt=2026-10-15', what: 'a past day' },
  { route: '/plans/:id/coverage', as: MANAGER, query: '?only=loose', what: 'without a number' },
  { route: '/plans/:id/coverage', as: MANAGER, query: '?only=late', what: 'late' },
  { route: '/plans/:id/coverage/milestones', as: MANAGER },
  { route: '/plans/:id/coverage/milestones', as: LEAD, query: '?only=nothing', what: 'nothing' },
  { route: '/plans/:id/crosswalk', as: MANAGER },
  { route: '/reviews/:id/coverage', as: MANAGER },
  { route: '/plans/:id/themes', as: MANAGER },
  {
    ...{ route: '/plans/:id/themes', as: MANAGER, what: 'somebody unknown', status: 422 },
    act: async (page) => {
      await page.evaluate(`document.querySelector('main option:nth-child(2)').value = 'x'`)
      await page.locator('main select').first().selectOption({ index: 1 })
      await press('form')(page)
    },
  },
  { route: '/frameworks', as: LEAD },
  { route: '/frameworks/:code/:version', as: LEAD },
  { route: '/plans/:id/matrix', as: MANAGER, query: '?on=2027-01-14' },
  { route: '/plans/:id/matrix', as: LEAD, query: '?framework=printed+:table', what: 'as it was printed' },
  { route: '/plans/:id/matrix', as: LEAD, query: '?asAt=2020-01-01', what: 'before it was held' },
  { route: '/plans/:id/matrix/statement', as: MANAGER, query: '?framework=ilacs+2026&statement=G1' },
  {
    ...{ route: '/plans/:id/matrix/statement', as: MANAGER, query: '?framework=ilacs+2026&statement=G1' },
    ...{ what: 'without evidence', status: 422, act: press('form[action$="/evidence"]') },
  },
  { route: '/plans/:id/matrix/link', as: MANAGER, query: '?framework=ilacs+2026&statement=G1' },
  { route: '/plans/:id/matrix/take-over', as: MANAGER },
  {
    ...{ route: '/plans/:id/matrix/take-over', as: MANAGER, what: 'without a choice', status: 422 },
    act: async (page) => {
      await page.locator('main select').first().selectOption('')
      await press('form[action$="/take-over"]')(page)
    },
  },
  { route: '/plans/:id/framework', as: MANAGER },
  { route: '/plans/:id/framework', as: MANAGER, what: 'empty', status: 422, act: press('#choose') },
  { route: '/plans/:id/xray', as: MANAGER },
  { route: '/plans/:id/xray', as: LEAD },
  { route: '/plans/:id/links', as: MANAGER },
  { route: '/plans/:id/links', as: LEAD, query: '?asAt=2001-01-01', what: 'before it was held' },
  {
    ...{ route: '/plans/:id/links', as: MANAGER, what: 'nothing selected', status: 422 },
    act: press('form[action$="/keep"]'),
  },
  { route: '/plans/:id/links/new', as: MANAGER },
  { route: '/plans/:id/links/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/plans/:id/money', as: MANAGER },
  { route: '/plans/:id/money', as: LEAD, query: '?asAt=2001-01-01', what: 'before it was held' },
  { route: '/plans/:id/money/new', as: MANAGER },
  { route: '/plans/:id/money/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/budget-lines/:id/correct', as: MANAGER },
  {
    ...{ route: '/budget-lines/:id/correct', as: MANAGER, what: 'with pence', status: 422 },
    act: async (page) => {
      await page.locator('#needed').fill('12.50')
      await press('form')(page)
    },
  },
  { route: '/host-plans', as: MANAGER },
  { route: '/host-plans/new', as: MANAGER },
  { route: '/host-plans/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/host-plans/:id', as: MANAGER },
  { route: '/host-plans/:id', as: MANAGER, what: 'reviewed without a word', act: press('form'), status: 422 },
  { route: '/host-plans/:id/change', as: MANAGER },
  { route: '/actions/:id/carried-by', as: MANAGER },
  {
    ...{ route: '/actions/:id/carried-by', as: MANAGER, what: 'by no plan', status: 422 },
    act: press('form[action$="/carried-by"]'),
  },
  { route: '/milestones/:id/carried-by', as: LEAD },
  {
    ...{ route: '/plans/:id/xray', as: MANAGER, what: 'nothing selected', status: 422 },
    act: press('form[action$="/accept"]'),
  },
  { route: '/actions/:id', as: MANAGER },
  {
    ...{ route: '/actions/:id', as: MANAGER, what: 'judged without a word', status: 422 },
    act: press('form[action$="/judgement"]'),
  },
  { route: '/milestones/:id', as: MANAGER },
  { route: '/milestones/:id', as: MANAGER, query: '?asAt=2026-10-15', what: 'a past day' },
  { route: '/milestones/:id/update', as: LEAD },
  { route: '/milestones/:id/update', as: LEAD, what: 'empty', act: press('form'), status: 422 },
  {
    ...{ route: '/milestones/:id/update', as: LEAD, what: 'asked about', status: 200 },
    act: async (page) => {
      await page.getByLabel('Completed and desired outcome achieved').check()
      await page.getByLabel('What was done?').fill('It will be in place from June.')
      await page.getByRole('group', { name: 'Is support needed?' }).getByLabel('No', { exact: true }).check()
      await page.getByLabel('Evidence').fill('Minutes')
      await press('form.gt-update')(page)
    },
  },
  {
    ...{ route: '/milestones/:id/update', as: LEAD, what: 'not achieved, without a plan', status: 422 },
    act: async (page) => {
      await page.getByLabel('Off track or not achieved, support required').check()
      await page.getByRole('group', { name: 'Is support needed?' }).getByLabel('Yes', { exact: true }).check()
      await press('form.gt-update')(page)
    },
  },
  { route: '/actions/:id/review', of: 'reviewed', as: MANAGER },
  {
    ...{ route: '/actions/:id/review', of: 'reviewed', as: MANAGER, what: 'nothing selected', status: 422 },
    act: press('form[action$="/review"]'),
  },
  { route: '/milestones/:id/verify', of: 'completed', as: MANAGER },
  { route: '/milestones/:id/verify', as: MANAGER, what: 'nothing to verify' },
  {
    ...{ route: '/milestones/:id/verify', of: 'completed', as: MANAGER, what: 'without a word', status: 422 },
    act: press('form[action$="/verify"]'),
  },
  { route: '/milestones/:id/change', as: MANAGER },
  {
    ...{ route: '/milestones/:id/change', as: MANAGER, what: 'without words, no such date', status: 422 },
    act: async (page) => {
      await page.locator('textarea[name=words]').fill('')
      await page.locator('[name=due-day]').fill('99')
      await press('form')(page)
    },
  },
  { route: '/milestones/:id/remarks', as: LEAD },
  { route: '/milestones/:id/remarks', as: LEAD, what: 'empty', act: press('form'), status: 422 },
  { route: '/actions/:id/remarks', as: LEAD },
  { route: '/milestones/:id/support', as: LEAD },
  { route: '/milestones/:id/support', as: LEAD, what: 'empty', act: press('form'), status: 422 },
  { route: '/support', as: LEAD },
  { route: '/support/:id', as: LEAD },
  {
    ...{ route: '/support/:id', as: MANAGER, what: 'closed without a word', status: 422 },
    act: async (page) => {
      await page.locator('details:has(form[action$="/close"]) summary').click()
      await press('form[action$="/close"]')(page)
    },
  },
  { route: '/risks', as: MANAGER },
  { route: '/risks', as: MANAGER, query: '?kind=issue&asAt=2001-01-01', what: 'nothing fits, a past day' },
  { route: '/risks/matrix', as: MANAGER },
  { route: '/risks/new', as: LEAD },
  { route: '/risks/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/risks/:id', as: MANAGER },
  { route: '/risks/:id', as: MANAGER, query: '?asAt=2026-10-15', what: 'a past day' },
  {
    ...{ route: '/risks/:id', as: MANAGER, what: 'closed without a word', status: 422 },
    act: async (page) => {
      await page.getByText('Close it', { exact: true }).first().click()
      await press('form[action$="/close"]')(page)
    },
  },
  {
    ...{ route: '/risks/:id', as: MANAGER, what: 'answered without a word', status: 422 },
    act: async (page) => {
      await page.locator('details:has(form[action$="/answers"]) summary').first().click()
      await press('form[action$="/answers"]')(page)
    },
  },
  {
    ...{ route: '/risks/:id/change', as: MANAGER, what: 'another version', status: 422 },
    act: async (page) => {
      await page.evaluate(`document.getElementById('expected').value = crypto.randomUUID()`)
      await page.locator('#because').fill('The board asked')
      await press('form')(page)
    },
  },
  { route: '/risks/:id/change', as: MANAGER },
  { route: '/boards', as: MANAGER },
  {
    route: '/boards',
    as: MANAGER,
    what: 'one without a name',
    act: press('form[action="/boards"]'),
    status: 422,
  },
  { route: '/boards/:id', as: MANAGER },
  { route: '/boards/:id', as: 'Independent Chair of the Improvement Board' },
  {
    ...{ route: '/boards/:id', as: MANAGER, what: 'a seat for nobody', status: 422 },
    act: press('form[action$="/seats"]'),
  },
  { route: '/plans/:id/editions', as: MANAGER },
  { route: '/plans/:id/editions', as: LEAD, what: 'to read' },
  { route: '/plans/:id/editions/:number', as: MANAGER },
  { route: '/plans/:id/editions/front-matter', as: MANAGER },
  { route: '/refreshes/:id', as: MANAGER },
  {
    ...{ route: '/refreshes/:id', as: MANAGER, what: 'given up without a word', status: 422 },
    act: async (page) => {
      await page.locator('details:has(form[action$="/abandon"]) summary').click()
      await press('form[action$="/abandon"]')(page)
    },
  },
  { route: '/refreshes/:id/actions/:action', as: MANAGER },
  {
    ...{ route: '/refreshes/:id/actions/:action', as: MANAGER, what: 'without an answer', status: 422 },
    act: press('form[action*="/actions/"]'),
  },
  {
    ...{ route: '/refreshes/:id/actions/:action', as: MANAGER, what: 'split into one', status: 422 },
    act: async (page) => {
      await page.locator('#what-split').check()
      await page.locator('#words-split-1').fill('One front door')
      await press('form[action*="/actions/"]')(page)
    },
  },
  { route: '/new-actions/:id', as: MANAGER },
  { route: '/refreshes/:id/approve', as: MANAGER, what: 'with actions undecided' },
  { route: '/refreshes/:id/crosswalk', as: MANAGER },
  { route: '/milestones/:id/evidence', as: LEAD },
  { route: '/milestones/:id/evidence', as: LEAD, what: 'empty', act: press('form'), status: 422 },
  { route: '/criteria/:id/evidence', as: MANAGER },
  { route: '/plans/:id/measures', as: MANAGER },
  { route: '/plans/:id/measures', as: LEAD, query: '?show=old', what: 'nothing fits' },
  { route: '/plans/:id/criteria/new', as: MANAGER },
  { route: '/plans/:id/criteria/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/criteria/:id/change', as: MANAGER },
  {
    ...{ route: '/criteria/:id/change', as: MANAGER, what: 'ended without a word', status: 422 },
    act: press('form[action$="/end"]'),
  },
  { route: '/measures/:id', as: MANAGER },
  {
    ...{ route: '/measures/:id', as: MANAGER, what: 'answered with nothing', status: 422 },
    act: press('form[action$="/answer"]'),
  },
  { route: '/measures/:id/change', as: MANAGER },
  {
    ...{ route: '/measures/:id/change', as: MANAGER, what: 'the same or not', status: 422 },
    act: press('form[action$="/change"]'),
  },
  { route: '/self-assessments', as: MANAGER },
  { route: '/self-assessments', as: LEAD, query: '?review=:plan', what: 'none' },
  { route: '/self-assessments/new', as: MANAGER },
  { route: '/self-assessments/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/self-assessments/:id', as: MANAGER },
  { route: '/self-assessments/:id/answers', as: MANAGER },
  {
    ...{ route: '/self-assessments/:id/answers', as: MANAGER, what: 'empty', status: 422 },
    act: press('form[action$="/answers"]'),
  },
  { route: '/self-assessments/:id/close', as: MANAGER },
  { route: '/self-assessments/:id/compare', as: MANAGER },
  { route: '/self-assessments/:id/compare', of: 'first-round', as: MANAGER, what: 'with nothing before it' },
  { route: '/evidence', as: MANAGER },
  { route: '/evidence', as: LEAD, query: '?show=withdrawn', what: 'nothing fits' },
  { route: '/evidence/new', as: MANAGER },
  { route: '/evidence/:id', as: MANAGER },
  { route: '/evidence/:id', of: 'note', as: LEAD, what: 'a note' },
  { route: '/evidence/:id/attach', as: MANAGER, query: '?plan=:plan' },
  {
    ...{ route: '/evidence/:id/attach', as: MANAGER, query: '?plan=:plan', what: 'to nothing', status: 422 },
    act: press('form'),
  },
  { route: '/evidence/:id/new-version', as: MANAGER },
  { route: '/evidence/:id/new-version', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/evidence/:id/detach', as: MANAGER, query: '?use=:use' },
  { route: '/evidence/:id/withdraw', as: MANAGER },
  { route: '/evidence/:id/withdraw', as: MANAGER, what: 'without a word', act: press('form'), status: 422 },
  { route: '/calendar', as: LEAD },
  { route: '/calendar', as: LEAD, what: 'made', act: press('form'), status: 200 },
  { route: '/updates', as: LEAD },
  { route: '/updates', as: LEAD, what: 'one empty', act: press('details[open] form'), status: 422 },
  { route: '/months', as: MANAGER },
  {
    ...{ route: '/months', as: MANAGER, what: 'opened twice, from an old page', status: 422 },
    act: async (page) => {
      const month = await page.locator('.gt-list__name').first().innerText()
      const opened = new Date(`1 ${month} UTC`).toISOString().slice(0, 7)
      const select = page.locator('select[name="period"]').first()
      await select
        .locator('option')
        .first()
        .evaluate((one, value) => one.setAttribute('value', value), opened)
      await select.selectOption(opened)
      await press('form[action$="/months"]')(page)
    },
  },
  { route: '/plans/:id/months/rule', as: MANAGER },
  {
    ...{ route: '/plans/:id/months/rule', as: MANAGER, what: 'a rule of nobody’s', status: 422 },
    act: async (page) => {
      await page.locator('#due').fill('when it suits')
      await press('form')(page)
    },
  },
  { route: '/months/:id', as: MANAGER },
  { route: '/months/:id', of: 'frozen', as: MANAGER, what: 'frozen' },
  { route: '/months/:id/review', as: MANAGER },
  { route: '/months/:id/freeze', as: MANAGER },
  { route: '/months/:id/changes', as: MANAGER },
  { route: '/months/:id/changes', of: 'first', as: MANAGER, what: 'with nothing before it' },
  { route: '/asked/:token', as: null },
  { route: '/asked/:token', as: null, what: 'one empty', act: press('details[open] form'), status: 422 },
  { route: '/asked/:token/milestones/:milestone/not-mine', as: null },
  {
    ...{ route: '/asked/:token/milestones/:milestone/not-mine', as: null, what: 'empty', status: 422 },
    act: press('form.gt-update'),
  },
  { route: '/milestones/:id/not-mine', of: 'asked-milestone', as: LEAD },
  {
    ...{ route: '/milestones/:id/not-mine', of: 'asked-milestone', as: LEAD, what: 'empty', status: 422 },
    act: press('form.gt-update'),
  },
  { route: '/milestones/:id/not-mine', as: MANAGER, what: 'nobody asks' },
  { route: '/imports', as: MANAGER },
  { route: '/imports/new', as: MANAGER },
  { route: '/imports/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/imports/:id', as: MANAGER },
  { route: '/imports/:id', of: 'waiting', as: MANAGER, what: 'being read' },
  { route: '/imports/:id', of: 'refused', as: MANAGER, what: 'refused' },
  { route: '/imports/:id', of: 'confirmed', as: MANAGER, what: 'brought in' },
  { route: '/imports/:id/columns', as: MANAGER },
  { route: '/imports/:id/words', as: MANAGER },
  {
    ...{ route: '/imports/:id/words', as: MANAGER, what: 'with nobody of that name', status: 422 },
    act: async (page) => {
      await page.locator('[name^="lead:"]').first().fill('Nobody Known')
      await press('form[action$="/words"]')(page)
    },
  },
  { route: '/imports/:id/preview', as: MANAGER },
  { route: '/imports/:id/preview', of: 'again', as: MANAGER, what: 'against a plan' },
  {
    ...{
      route: '/imports/:id/preview',
      of: 'again',
      as: MANAGER,
      what: 'dropped without a word',
      status: 422,
    },
    act: async (page) => {
      await page.locator('[name$=":became"]').first().selectOption('dropped')
      await press('form[action*="/preview"]')(page)
    },
  },
  { route: '/imports/:id/confirm', as: MANAGER },
  {
    ...{ route: '/imports/:id/confirm', as: MANAGER, what: 'without a title', status: 422 },
    act: async (page) => {
      await page.locator('#title').fill('')
      await press('form[action$="/confirm"]')(page)
    },
  },
  { route: '/imports/:id/original-lines', as: MANAGER },
  { route: '/working-copies', as: MANAGER },
  {
    ...{ route: '/working-copies', as: MANAGER, what: 'of nobody’s milestones', status: 422 },
    act: async (page) => {
      await page.locator('#lead').fill('Nobody Known')
      await press('form[action="/working-copies"]')(page)
    },
  },
  { route: '/reports', as: MANAGER },
  { route: '/reports/:code', as: MANAGER, query: '?plan=:plan&asAt=2026-10-31' },
  { route: '/report-layouts', as: MANAGER },
  { route: '/report-layouts/:layout', as: MANAGER },
  {
    ...{ route: '/report-layouts/:layout', as: MANAGER, what: 'copied without a name', status: 422 },
    act: async (page) => {
      await page.locator('#name').fill('')
      await press('form[action$="/copy"]')(page)
    },
  },
  { route: '/report-layouts/:layout/change', as: MANAGER },
  {
    ...{ route: '/report-layouts/:layout/change', as: MANAGER, what: 'without a title', status: 422 },
    act: async (page) => {
      await page.locator('#title').fill('')
      await press('form')(page)
    },
  },
  { route: '/report-layouts/:layout/preview', as: MANAGER },
  { route: '/report-layouts/:layout/parts/new', as: MANAGER },
  { route: '/report-layouts/:layout/parts/new', as: MANAGER, query: '?kind=form', what: 'a head' },
  { route: '/report-layouts/:layout/parts/:part', as: MANAGER },
  {
    ...{ route: '/report-layouts/:layout/parts/:part', as: MANAGER, what: 'too wide', status: 422 },
    act: async (page) => {
      await page.locator('#width-due').fill('200')
      await press('form')(page)
    },
  },
  { route: '/plans/:id/report-texts/:layout', as: MANAGER },
  {
    ...{ route: '/plans/:id/report-texts/:layout', as: MANAGER, what: 'a text too long', status: 422 },
    act: async (page) => {
      await page.locator('main textarea').first().fill('x'.repeat(20_001))
      await press('form')(page)
    },
  },
  {
    ...{ route: '/reports/:code', as: MANAGER, query: '?plan=:plan&asAt=2026-02-30' },
    ...{ what: 'no such day', status: 422 },
  },
  { route: '/reports/owed', as: MANAGER },
  { route: '/reports/owed', as: LEAD },
  { route: '/reports/owed/new', as: MANAGER },
  { route: '/reports/owed/new', as: MANAGER, what: 'empty', act: press('form'), status: 422 },
  { route: '/papers', as: MANAGER },
  { route: '/papers', as: 'Chair of the Children and Families Scrutiny Committee', what: 'none published' },
  { route: '/papers/:id', as: MANAGER },
  { route: '/papers/:id', of: 'cancelled', as: MANAGER, what: 'cancelled' },
  { route: '/papers/:id', of: 'paper-waiting', as: MANAGER, what: 'being made' },
  {
    ...{ route: '/papers/:id', as: MANAGER, what: 'sent to nobody', status: 422 },
    act: press('form[action$="/send"]'),
  },
  { route: '/notices', as: MANAGER },
  { route: '/notices', as: LEAD, what: 'none' },
  {
    ...{ route: '/notices', as: MANAGER, what: 'nothing chosen', status: 422 },
    act: async (page) => {
      await page.evaluate("for (const one of document.querySelectorAll('[name=mail]')) one.checked = false")
      await press('form[action="/notices/wish"]')(page)
    },
  },
  { route: '/mail', as: MANAGER },
  { route: '/mail', as: MANAGER, query: '?show=stopped', what: 'none of that state' },
  { route: '/people', as: MANAGER },
  { route: '/people', as: MANAGER, what: 'invited empty', act: press('form[action="/people"]'), status: 422 },
  { route: '/people', as: LEAD, what: 'not allowed', status: 403 },
  { route: '/posts', as: MANAGER },
  { route: '/posts', as: MANAGER, what: 'without a title', act: press('form[action="/posts"]'), status: 422 },
  { route: '/posts/:id', as: MANAGER },
  { route: '/posts/:id', as: MANAGER, what: 'to nobody', act: press('form'), status: 422 },
  { route: '/stand-ins', as: MANAGER },
  { route: '/stand-ins', as: LEAD },
  { route: '/stand-ins', as: LEAD, what: 'empty', act: press('form[action="/stand-ins"]'), status: 422 },
  { route: '/integrations', as: MANAGER },
  {
    ...{ route: '/integrations', as: MANAGER, what: 'empty', status: 422 },
    act: press('form[action="/integrations"]'),
  },
  {
    ...{ route: '/integrations', as: MANAGER, what: 'its token' },
    act: async (page) => {
      await page.locator('#name').fill(`Board pack ${Math.random()}`)
      await page.locator('#scopes').check()
      await page.locator('#expires').fill('2027-03-31')
      await press('form[action="/integrations"]')(page)
    },
  },
  { route: '/api', as: null },
  { route: '/api', as: MANAGER },
  { route: '/record', as: 'Information Governance Manager' },
  { route: '/access', as: MANAGER },
  { route: '/nothing-is-here', as: MANAGER, status: 404 },
  { route: '/nothing-is-here', as: null, status: 404 },
]

/** Files to take away, and no pages. */
const FILES = [
  '/support/list.xlsx',
  '/support/list.csv',
  '/evidence/list.xlsx',
  '/evidence/list.csv',
  '/mail/list.xlsx',
  '/mail/list.csv',
  '/posts/list.xlsx',
  '/posts/list.csv',
  '/risks/list.xlsx',
  '/risks/list.csv',
  '/boards/list.xlsx',
  '/boards/list.csv',
  '/months/:id/facts.json',
  ...[
    '/plans',
    '/plans/:id',
    '/plans/:id/findings',
    '/plans/:id/coverage',
    '/plans/:id/coverage/milestones',
    '/plans/:id/crosswalk',
    '/reviews/:id/coverage',
    '/plans/:id/xray',
    '/plans/:id/measures',
    '/teams/:id',
    '/teams/:id/evidence',
    '/self-assessments/:id',
    '/plans/:id/links',
    '/plans/:id/money',
    '/host-plans',
    '/plans/:id/matrix',
    '/months/:id',
    '/refreshes/:id/crosswalk',
    '/imports',
    '/people',
    '/record',
    '/glossary',
    '/reviews',
    '/reviews/:id',
  ].flatMap((page) => [`${page}/list.xlsx`, `${page}/list.csv`]),
  '/reviews/:id/document',
  '/imports/:id/original',
  '/working-copies/:id/file',
  '/evidence/:id/versions/:number',
  '/calendar/:token.ics',
  '/papers/list.xlsx',
  '/papers/list.csv',
  '/reports/owed/list.xlsx',
  '/reports/owed/list.csv',
  ...['html', 'docx', 'pdf', 'xlsx', 'csv.zip', 'json'].map((ending) => `/papers/:id/paper.${ending}`),
  '/api/openapi.json',
]

let world: TestWorld
let area: TestArea
let browser: Browser
let origin: string
/** What stands for `:id` in an address, by its first word. */
const ids = new Map<string, string>()

beforeAll(async () => {
  world = await startWorld({ demonstration: true })
  const [, chromium] = await Promise.all([fill(), launchChromium()])
  browser = chromium
  origin = await world.app.listen({ host: '127.0.0.1', port: 0 })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await world.close()
})

/** Holds the plan against a framework, in which one action shows a statement, and prints a cross-check beside it. */
async function judge(scope: Scope, planId: string, actionId: string): Promise<string> {
  const key = { framework: 'ilacs', version: '2026' }
  await chooseFramework(scope, planId, { ...key, grade: 'good' })
  const add = [{ kind: 'action' as const, id: actionId }]
  await linkStatement(scope, planId, { ...key, descriptor: 'G1' }, { add, end: [] })
  const action = scope.db.selectFrom('action').select('ref').where('id', '=', actionId)
  const { ref } = await action.executeTakeFirstOrThrow()
  const entries = [ref ?? '', '9.99'].map((one) => ({
    ref: one,
    completion: { iso: '2027-01', original: 'Jan 27' },
  }))
  const [id, descriptors] = [newId(), [{ descriptor: 'Leaders know how practice reaches children', entries }]]
  await scope.db
    .insertInto('plan_table')
    .values({
      ...{ area_id: scope.areaId, id, plan_id: planId, position: 0, kind: 'matrix', title: 'Cross-check' },
      ...{ headings: '[]', rows: '[]', descriptors: JSON.stringify(descriptors) },
    })
    .execute()
  return id
}

/** A paper that is made and was sent, one that was cancelled, one that waits; and a board that is owed one. */
async function report(scope: Scope, planId: string): Promise<[string, string][]> {
  const ask = async (asAt: string) => {
    const wish = { planId, asAt, cycleId: null, sinceCycleId: null, reviewId: null }
    return (await askForPaper(scope, 'milestone-report', wish)).id
  }
  const [made, cancelled, waiting] = [
    await ask('2026-10-31'),
    await ask('2026-10-30'),
    await ask('2026-10-29'),
  ]
  await makePaper({ files: world.files, inScope: (run) => run(scope) }, made)
  await cancelPaper(scope, cancelled)
  await addSchedule(scope, {
    ...{ planId, layout: 'milestone-report', audience: 'Regional office', boardId: null, ownerId: null },
    ...{ rhythm: 'monthly', dayWords: 'last working day', days: [], fromOn: '2026-09-01', remindDays: 5 },
    once: newId(),
  })
  const owed = (await readOwed(scope)).owed.find(
    ({ state, schedule }) => state === 'missed' && schedule.layout === 'milestone-report',
  )
  await sendPaper(scope, made, {
    ...{ boardId: null, recipients: ['Regional office'], sentOn: scope.today, once: newId() },
    owed: owed ? `${owed.scheduleId} ${owed.on}` : null,
  })
  return [
    ['papers', made],
    ['cancelled', cancelled],
    ['paper-waiting', waiting],
  ]
}

async function fill() {
  await seedDemonstration({
    database: { ...world.database, migrated: [] },
    clock: world.clock,
    files: world.files,
  })
  const held = await world.pool.selectFrom('area').select(['id', 'name']).executeTakeFirstOrThrow()
  area = held
  await world.scope(area, async (scope) => {
    const { db } = scope
    const one = (table: 'plan' | 'import' | 'post' | 'partner') =>
      db.selectFrom(table).select('id').where('area_id', '=', area.id).executeTakeFirstOrThrow()
    ids.set('plans', (await one('plan')).id)
    for (const [name, id] of await report(scope, ids.get('plans') ?? '')) ids.set(name, id)
    ids.set('posts', (await one('post')).id)
    ids.set('teams', (await one('post')).id)
    ids.set('council', (await one('partner')).id)
    const led = await db
      .selectFrom('lead')
      .innerJoin('milestone', 'milestone.id', 'lead.milestone_id')
      .select(['milestone.id', 'milestone.action_id'])
      .where('lead.area_id', '=', area.id)
      .where('lead.words', '=', LEAD)
      .where('lead.part', '<>', 'support')
      .orderBy('milestone.ref')
      .executeTakeFirstOrThrow()
    ids.set('milestones', led.id)
    const claimed = await db
      .selectFrom('progress')
      .innerJoin('milestone', 'milestone.id', 'progress.milestone_id')
      .select('milestone.id')
      .where('progress.area_id', '=', area.id)
      .where('progress.status', '=', 'achieved')
      .where('milestone.dropped_on', 'is', null)
      .orderBy('progress.said_on', 'desc')
      .executeTakeFirstOrThrow()
    ids.set('completed', claimed.id)
    const told = await db
      .selectFrom('progress')
      .innerJoin('milestone', 'milestone.id', 'progress.milestone_id')
      .select('milestone.action_id')
      .where('progress.area_id', '=', area.id)
      .where('progress.period', '=', '2026-11-01')
      .where('progress.author_words', '!=', MANAGER)
      .where('milestone.dropped_on', 'is', null)
      .orderBy('progress.id')
      .executeTakeFirstOrThrow()
    ids.set('reviewed', told.action_id)
    ids.set('table', await judge(scope, ids.get('plans') ?? '', told.action_id))
    ids.set('actions', led.action_id)
    const cited = await db
      .selectFrom('citation')
      .innerJoin('finding', 'finding.id', 'citation.finding_id')
      .select(['citation.action_id', 'finding.id', 'finding.review_id'])
      .where('citation.area_id', '=', area.id)
      .where('citation.action_id', 'is not', null)
      .executeTakeFirstOrThrow()
    ids.set('citing', cited.action_id ?? '')
    ids.set('finding', cited.id)
    ids.set('reviews', cited.review_id)
    const boards = await listBoards(scope)
    const boardId = boards.find(({ name }) => name.includes('Improvement'))?.id ?? ''
    ids.set('boards', boardId)
    const asked = { planId: ids.get('plans') ?? '', milestoneId: led.id, progressId: null }
    await openSupportByHand(scope, {
      ...{ ...asked, words: 'A decision on two posts', to: { kind: 'board', id: boardId } },
      ...{ wantedBy: '2026-11-20', once: newId() },
    })
    const support = { kind: 'support' as const, id: (await listOpenSupport(scope))[0]?.id ?? '' }
    ids.set('support', support.id)
    await addRemark(scope, support, { words: 'It is on the agenda.', once: newId() })
    await addRemark(scope, { kind: 'milestone', id: led.id }, { words: 'Well done.', once: newId() })
    const wish = { name: 'New Person', email: 'new.person@anyshire.example', partnerId: null, until: null }
    const invited = await invite(scope, { ...wish, role: 'analyst' })
    const months = await db
      .selectFrom('cycle')
      .select('id')
      .where('area_id', '=', area.id)
      .orderBy('period')
      .execute()
    ids.set('first', months[0]?.id ?? '')
    ids.set('frozen', months.at(-2)?.id ?? '')
    ids.set('months', months.at(-1)?.id ?? '')
    const ask = await db
      .selectFrom('ask')
      .innerJoin('person', 'person.id', 'ask.person_id')
      .innerJoin('ask_milestone', 'ask_milestone.ask_id', 'ask.id')
      .select(['ask.id', 'ask_milestone.milestone_id'])
      .where('ask.area_id', '=', area.id)
      .where('ask.cycle_id', '=', ids.get('months') ?? '')
      .where('person.name', '=', LEAD)
      .orderBy('ask_milestone.milestone_id')
      .executeTakeFirstOrThrow()
    ids.set('asked-milestone', ask.milestone_id)
    ids.set('asked', signLink(SECRET, 'ask', { areaId: area.id, id: ask.id }))
    ids.set('welcome', writeAreaToken((await makeLink(scope, invited)).token))
  })
  await raiseRisks()
  await writeToPeople()
  await attest()
  await assess()
  await refresh()
  await bringIn()
  await keepView()
  await carryAndFund()
  await enterReviews()
  await explainAndLayOut()
}

/** A term of the glossary, and a report of the area's own into which somebody writes. */
const explainAndLayOut = () =>
  world.scope(area, async (scope) => {
    const term = { term: 'LSCB', meaning: 'Local Safeguarding Children Board', firstUse: null }
    ids.set('glossary', await addTerm(scope, { ...term, once: newId() }))
    const once = newId()
    const code = await copyLayout(scope, 'milestone-report', { name: 'Scrutiny report', once })
    await changeLayout(scope, code, once, (layout) => ({
      ...layout,
      sections: [
        ...layout.sections,
        { kind: 'text', key: 'purpose', heading: 'Purpose', hint: 'One sentence', empty: 'Not applicable' },
        { kind: 'form', fields: [{ key: 'wards', label: 'Wards affected', empty: 'Not given' }] },
      ],
    }))
  })

/** A peer review that is expected, and a finding of a stocktake that is the same as one of the inspection. */
async function enterReviews() {
  const manager = world.client()
  manager.carry(await sessionOf(MANAGER))
  const enter = async (fields: Record<string, string>) =>
    (await manager.post('/reviews/new', { once: newId(), body: 'Northshire', ...fields })).location
  const peer = { kind: 'peer_review', title: 'Peer review of the front door', expectedOn: '2027-01-18' }
  ids.set('peer', (await enter({ ...peer, state: 'expected' })).split('/')[2] ?? '')
  const held = await world.scope(area, listAllFindings)
  const [inspected] = held
  ids.set('reviews', inspected?.reviewId ?? '')
  ids.set('findings', inspected?.id ?? '')
  const audit = { kind: 'external_audit', title: 'Audit of the front door', state: 'published' }
  const at = await enter({ ...audit, publishedOn: '2026-03-02' })
  const lines = 'Contacts wait for days\nNobody counts them'
  await manager.post(`${at}/findings`, { once: newId(), kind: 'finding', lines })
  const found = (await world.scope(area, listAllFindings)).find(({ words }) => words.startsWith('Contacts'))
  const same = { words: 'Contacts are decided late', finding: [found?.id ?? '', inspected?.id ?? ''] }
  const { location } = await manager.post('/finding-groups/new', { once: newId(), ...same })
  ids.set('finding-groups', location.split('/')[2] ?? '')
  await manager.post(`${at}/judgements`, { once: newId(), about: 'Timeliness', grade: 'limited assurance' })
}

/** A risk whose score moved and whose review is overdue, and an issue. */
async function raiseRisks() {
  const rating = (likelihood: Level, impact: Level) => ({ likelihood, impact })
  await world.scope(area, async (scope) => {
    const [owner] = await listOwners(scope)
    const saying = {
      ...{ planId: ids.get('plans') ?? '', title: 'Social workers leave', cause: 'Pay.', effect: 'Change.' },
      ...{ before: rating(5, 5), response: 'treat' as const, responseWords: 'A payment.' },
      ...{ owner: { key: owner?.key ?? null, words: '' }, reviewOn: '2026-11-01' },
      threatens: [{ kind: 'milestone' as const, id: ids.get('milestones') ?? '' }],
    }
    const raised = { ...saying, after: rating(4, 4), on: '2026-10-01' }
    await raiseRisk(scope, { ...raised, kind: 'issue', once: newId() })
    const id = await raiseRisk(scope, { ...raised, kind: 'risk', once: newId() })
    const expected = (await readRisk(scope, id, null)).risk.now.id
    const moved = { ...saying, after: rating(2, 3), on: '2026-11-02', expected, because: 'Paid.' }
    await changeRisk(scope, id, { ...moved, once: newId() })
    ids.set('risks', id)
    const asked = {
      boardId: ids.get('boards') ?? '',
      answers: null,
      words: `Why ${'averylongword'.repeat(20)}?`,
      once: newId(),
    }
    await insertChallenge(scope, { id, planId: saying.planId }, asked)
  })
}

async function keepView() {
  const manager = world.client()
  manager.carry(await sessionOf(MANAGER))
  const view = { name: 'Overdue, by lead', view: 'by=lead&due=overdue', shared: 'yes' }
  const { status } = await manager.post(`/plans/${ids.get('plans')}/views`, view)
  expect(status).toBe(303)
}

/** A reference in words that nobody kept, a link, money for an action, and two plans of others, one under the other. */
async function carryAndFund() {
  await world.scope(area, async (scope) => {
    const planId = ids.get('plans') ?? ''
    const action = { kind: 'action' as const, id: ids.get('actions') ?? '' }
    const { actions } = await readPlan(scope, planId, scope.today)
    const other = actions.find(({ id, dropped }) => id !== action.id && !dropped)
    const to = { kind: 'action' as const, id: other?.id ?? '' }
    await addLink(scope, planId, {
      kind: 'depends_on',
      from: action,
      to,
      words: 'waits for it',
      once: newId(),
    })
    await scope.db
      .updateTable('milestone')
      .set({ words: 'Every shift has a manager (also see 99.09)' })
      .where('area_id', '=', area.id)
      .where('id', '=', ids.get('milestones') ?? '')
      .execute()
    const line = { actionId: action.id, year: 2026, source: 'Council base budget', words: 'Two posts' }
    await addBudgetLine(scope, planId, { ...line, needed: 120_000, allocated: 80_000, once: newId() })
    ids.set(
      'budget-lines',
      (await scope.db.selectFrom('budget_line').select('id').executeTakeFirstOrThrow()).id,
    )
    const plan = {
      partnerId: null,
      ownerPostId: null,
      ownerWords: 'Head of Service',
      reviewDueOn: '2026-10-01',
    }
    const parentId = await addHostPlan(scope, {
      ...{ ...plan, level: 'directorate', title: 'Directorate plan', parentId: null, once: newId() },
    })
    const team = await addHostPlan(scope, {
      ...{ ...plan, level: 'team', title: 'Team plan', parentId, once: newId() },
    })
    ids.set('host-plans', team)
    const review = { reviewedOn: scope.today, words: 'All of it.', nextDueOn: '2026-11-01', once: newId() }
    await reviewHostPlan(scope, team, review)
    await addCarriage(scope, action, { hostPlanId: team, reference: '4.2' })
  })
}

/** A refresh of the plan under way, with an action decided on, one written for it, and one that is merged into that. */
async function refresh() {
  await world.scope(area, async (scope) => {
    const planId = ids.get('plans') ?? ''
    const { id } = await startRefresh(scope, planId, 'Next edition')
    const newActionId = await addDraft(scope, id, 'One front door for every agency')
    ids.set('refreshes', id)
    ids.set('new-actions', newActionId)
    const { plan } = await readRefresh(scope, id)
    const [first, second] = plan.actions.filter((one) => !one.dropped && one.id !== ids.get('actions'))
    const asked = {
      ...{ answers: { completed: 'no' as const }, because: 'Agreed', to: new Map(), due: new Map() },
      ...{ themeId: null, themeName: 'Safe and seen', phaseId: null, movedTo: null, movedToPlanId: null },
      ...{ seen: null },
    }
    await decide(scope, id, first?.id ?? '', { ...asked, kind: 'carried', targets: [], once: newId() })
    const targets = [{ id: newActionId }]
    await decide(scope, id, second?.id ?? '', { ...asked, kind: 'merged', targets, once: newId() })
    const { number } = await scope.db
      .selectFrom('edition')
      .select('number')
      .where('plan_id', '=', planId)
      .orderBy('number')
      .executeTakeFirstOrThrow()
    ids.set('edition', String(number))
  })
}

/** A file with two versions and a note under the lead's milestone. */
async function attest() {
  const manager = world.client()
  manager.carry(await sessionOf(MANAGER))
  const add = async (fields: Record<string, string>, file = { name: '', bytes: '' }) => {
    const form = { once: crypto.randomUUID(), ...fields }
    await manager.upload(`/milestones/${ids.get('milestones')}/evidence`, form, file)
    const [newest] = await world.scope(area, listEvidence)
    return newest
  }
  const note = {
    kind: 'note',
    title: 'A visit',
    words: 'Five of five posts\nare filled.',
    expiresOn: '2026-01-31',
  }
  ids.set('note', (await add(note))?.id ?? '')
  const file = await add({ kind: 'file' }, { name: 'Audit of thirty files.txt', bytes: 'One' })
  ids.set('evidence', file?.id ?? '')
  ids.set('use', file?.uses[0]?.id ?? '')
  const newer = { name: `${'a-long-name-without-a-space_'.repeat(4)}.txt`, bytes: 'Two' }
  await manager.upload(`/evidence/${file?.id}/new-version`, {}, newer)
  const criteria = await world.scope(area, ({ db }) =>
    db.selectFrom('success_criterion').select('id').where('area_id', '=', area.id).limit(1).execute(),
  )
  ids.set('criteria', criteria[0]?.id ?? '')
  const measures = await world.scope(area, ({ db }) =>
    db.selectFrom('measure').select('id').where('area_id', '=', area.id).orderBy('id').limit(1).execute(),
  )
  ids.set('measures', measures[0]?.id ?? '')
  await manager.post(`/measures/${measures[0]?.id}/answer`, {
    ...{ once: newId(), standing: 'towards', value: '94.6%', words: 'Of 1,176 contacts, 1,113 in time.' },
  })
}

/** A round of last year, closed, and the one of this year, half answered. */
async function assess() {
  await world.scope(area, async (scope) => {
    const findings = await scope.db
      .selectFrom('finding')
      .select(['id', 'review_id'])
      .where('area_id', '=', area.id)
      .orderBy('review_id')
      .orderBy('position')
      .execute()
    const [first] = findings
    const set = { kind: 'review' as const, id: first?.review_id ?? '' }
    const wish = { set, partnerId: null, nextDueOn: null }
    const answer = async (id: string, rating: 'met' | 'partly') =>
      answerQuestion(scope, id, {
        ...{ question: first?.id ?? '', rating, words: 'Eight in ten are in time.' },
        ...{ evidence: [ids.get('note') ?? ''], once: newId() },
      })
    const before = await openRound(scope, { ...wish, title: 'Yearly review 2025', once: newId() })
    await answer(before, 'partly')
    await closeRound(scope, before)
    ids.set('first-round', before)
    const now = await openRound(scope, { ...wish, title: 'Yearly review 2026', once: newId() })
    await answer(now, 'met')
    ids.set('self-assessments', now)
  })
}

/** Somebody was told something, and of the mails one waits, one went and one was refused. */
async function writeToPeople() {
  await world.scope(area, async (scope) => {
    const { id: personId } = await scope.db
      .selectFrom('person')
      .select('id')
      .where('name', '=', MANAGER)
      .executeTakeFirstOrThrow()
    const told = { personId, kind: 'query', href: '/plans' }
    const words = 'The Head of First Response asked you about milestone 3.2 of the Anyshire Improvement Plan'
    await notify(scope, [
      { ...told, words, once: 'one' },
      { ...told, words: 'Read already', once: 'two' },
    ])
    await scope.db.updateTable('notice').set({ read_at: scope.now }).where('once', '=', 'two').execute()
    const link = pageLink('/notices')
    const mail = { kind: 'ask', personId, address: 'programme.manager@anyshire.example', links: [link] }
    const text = `Two milestones need your words.\n\n${link.mark}`
    for (const state of ['waiting', 'sent', 'refused']) {
      await queueMail(scope, [{ ...mail, text, subject: 'Your milestones for November', once: state }])
      await scope.db
        .updateTable('mail')
        .set({ state, answer: '550 5.1.1 No such mailbox here', settled_at: scope.now, attempts: 2 })
        .where('once', '=', state)
        .execute()
    }
  })
}

/** An import at each place of its way: waiting to be read, refused, brought in, come again, and one to be settled. */
async function bringIn() {
  const manager = world.client()
  manager.carry(await sessionOf(MANAGER))
  const send = async (as: string, text: string) => {
    const answer = await manager.upload(
      '/imports/new',
      { pasted: text, published: '' },
      { name: '', bytes: '' },
    )
    ids.set(as, answer.location.split('/').at(-1) ?? '')
    return answer.location
  }
  const rows = [
    '1. Act\t1.1 Step one\tsoon\tHead of Fun',
    '\t1.2 Step two\t31-May-2027\t',
    '\t1.3 Step three\t30-Jun-2027\t',
  ]
  const plan = (title: string, lines: string[]) =>
    [title, '', 'Action\tMilestone\tDue Date\tLead', ...lines].join('\n')
  await send('refused', 'Minutes of a meeting.')
  const confirmed = await send('confirmed', plan('A plan that is in', rows))
  await world.work()
  const { status } = await manager.post(`${confirmed}/confirm`, {
    ...{ title: 'A plan that is in', documentOn: '2026-10-31', reason: 'For the test' },
  })
  expect(status).toBe(303)
  await send('again', plan('A plan that is in', [rows[0] ?? '', (rows[1] ?? '').replace('31-May', '30-Apr')]))
  await send('imports', plan('Plan', ['9. Act\t9.1 Another step\tsoon\tHead of Fun']))
  await manager.post('/working-copies', { plan: ids.get('plans') ?? '', format: 'xlsx' })
  await world.work()
  await manager.post('/working-copies', { plan: ids.get('plans') ?? '', format: 'docx', lead: LEAD })
  await send('waiting', plan('Plan', rows))
}

async function sessionOf(name: string) {
  const person = await world.scope(area, ({ db }) =>
    db
      .selectFrom('person')
      .select('id')
      .where('area_id', '=', area.id)
      .where('name', '=', name)
      .executeTakeFirstOrThrow(),
  )
  return startSession(world, { areaId: area.id, areaName: area.name, personId: person.id }, 'test')
}

/** A browser profile of its own for each look, so that none sees the cookies of another. */
async function openContext(as: string | null, scripts: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  if (as !== null) {
    const value = writeAreaToken(await sessionOf(as))
    await context.addCookies([{ name: sessionCookie(world.publicUrl), value, url: origin }])
  }
  if (!scripts) await context.route('**/*', withoutScripts)
  return context
}

/** The browser refuses every script of the page, while axe, which is a script too, can still be let in. */
async function withoutScripts(route: Route): Promise<void> {
  if (route.request().resourceType() !== 'document') return route.continue()
  const response = await route.fetch({ maxRedirects: 0 })
  const headers = { ...response.headers(), 'content-security-policy': "script-src 'none'" }
  await route.fulfill({ response, headers })
}

function addressOf({ route, of, query = '' }: Visit): string {
  const [, first = ''] = route.split('/')
  const path = route
    .replace(':code', first === 'reports' ? 'milestone-report' : 'ilacs')
    .replace(':layout', 'scrutiny-report')
    .replace(':part', '4')
    .replace(':version', '2026')
    .replace(/:(id|token)/, () => ids.get(of ?? first) ?? 'missing')
    .replace(':milestone', () => ids.get('asked-milestone') ?? 'missing')
    .replace(':finding', ids.get('finding') ?? 'missing')
    .replace(':action', () => ids.get('actions') ?? 'missing')
    .replace(':number', () => ids.get('edition') ?? 'missing')
  const thing = (name: string) => ids.get(name === 'plan' ? 'plans' : name) ?? ''
  return origin + path + query.replace(/:(plan|use|reviews|table)/, (_, name) => thing(name))
}

/** Faults that axe finds, each in a line that says where. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const options = JSON.stringify({ runOnly: TAGS, resultTypes: ['violations'] })
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${options})`)
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id} (${help}): ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** What sticks out to the right of the page at this width. */
async function sideways(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 800 })
  return page.evaluate<string[]>(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const right = (one) => Math.round(one.getBoundingClientRect().right)
    const wide = [...document.body.querySelectorAll('*')].filter((one) => right(one) > clientWidth)
    return wide.slice(0, 5).map((one) => one.tagName + ' ' + one.className + ' reaches ' + right(one))
  })()`)
}

/** Said by the browser of a status that is meant, and of scripts that were refused on purpose. */
const MEANT = /server responded with a status of 4\d\d|violates .*script-src 'none'/

async function look(visit: Visit, scripts: boolean) {
  const context = await openContext(visit.as, scripts)
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !MEANT.test(message.text())) said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(error.message))
  try {
    let answer = await page.goto(addressOf(visit))
    if (visit.act) {
      const sent = page.waitForResponse((response) => response.request().method() === 'POST')
      // Listened for before the act: the page that is still shown has had its own.
      const loaded = page.waitForEvent('load')
      ;[answer] = await Promise.all([sent, loaded, visit.act(page)])
    }
    return {
      status: answer?.status(),
      title: await page.title(),
      axe: await axeFaults(page),
      beyond320: await sideways(page, 320),
      said,
    }
  } finally {
    await context.close()
  }
}

describe.concurrent.each([
  ['with scripts', true],
  ['without scripts', false],
] as const)('%s', (_, scripts) => {
  for (const visit of PAGES) {
    const who = visit.as ? `as ${visit.as}` : 'signed out'
    const name = `${visit.route} ${who}${visit.what ? `, ${visit.what}` : ''}`
    test(`${name}: nothing for axe to find, no sideways scrolling at 320 px, no error in the console`, async ({
      expect,
    }) => {
      const { status, title, ...found } = await look(visit, scripts)
      expect(status).toBe(visit.status ?? 200)
      expect(title).toMatch(visit.status === 422 ? /^Error: .+ – Goldenthread$/ : /^.+ – Goldenthread$/)
      expect(found).toEqual({ axe: [], beyond320: [], said: [] })
    })
  }
})

test('every page that the product has is looked at', () => {
  const looked = new Set([...PAGES.map(({ route }) => route), ...FILES])
  const pages = world.app.registeredRoutes
    .filter(({ method, by }) => method === 'GET' && by === 'session')
    .map(({ url }) => url)
  expect(pages.filter((url) => !looked.has(url))).toEqual([])
})

test('the report that is taken away as a web page has nothing for axe to find either', async () => {
  const manager = world.client()
  manager.carry(await sessionOf(MANAGER))
  const file = await manager.get(`/papers/${ids.get('papers')}/paper.html`)
  const page = await browser.newPage()
  await page.setContent(file.body)
  expect(await axeFaults(page)).toEqual([])
  expect(await sideways(page, 320)).toEqual([])
  await page.close()
})
