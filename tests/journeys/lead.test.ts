/** A lead who comes once a month: two minutes, two milestones. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findArea } from '../../src/modules/identity/index.ts'
import { signLink } from '../../src/platform/access/signed-links.ts'
import { withArea } from '../../src/platform/db/scope.ts'
import { type ServedDemonstration, serveDemonstration } from '../support/demonstration.ts'
import { SECRET } from '../support/world.ts'

let served: ServedDemonstration
beforeAll(async () => {
  served = await serveDemonstration()
}, 120_000)
afterAll(() => served?.close())

async function signIn(page: Page, name: string) {
  await page.goto(`${served.origin}/demonstration`)
  await page.getByRole('button', { name: `Sign in as ${name}`, exact: true }).click()
}

/** How many milestones the page still asks about. */
async function waiting(page: Page): Promise<number> {
  const text = await page.locator('main').innerText()
  if (/^All \d+ milestones updated\. Thank you\.$/m.test(text)) return 0
  return Number(/^(\d+) of \d+ milestones to update/m.exec(text)?.[1])
}

// In the second month everything waits anew.
const [NOVEMBER, DECEMBER] = ['2026-11-23T09:00:00Z', '2026-12-02T09:00:00Z']

test.each([
  {
    ...{ how: 'on a wide screen, with scripts', now: NOVEMBER, month: 'November', day: '23 November 2026' },
    options: { javaScriptEnabled: true, viewport: { width: 1280, height: 900 } },
  },
  {
    ...{ how: 'on a telephone, without scripts', now: DECEMBER, month: 'December', day: '2 December 2026' },
    options: { javaScriptEnabled: false, viewport: { width: 360, height: 640 } },
  },
])(
  'the Head of First Response says where two milestones stand, $how, and finds the words on their pages',
  async ({ how, now, month, day, options }) => {
    served.world.clock.set(now)
    const context = await served.browser.newContext(options)
    context.setDefaultTimeout(8_000)
    const page = await context.newPage()
    await signIn(page, 'Head of First Response')
    await page.goto(`${served.origin}/updates`)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(`Your milestones in ${month} 2026`)
    const before = await waiting(page)
    expect(before).toBeGreaterThan(1)

    const said: { href: string; words: string }[] = []
    for (const [index, words] of [`First word ${how}`, `Second word ${how}`].entries()) {
      const turn = page.locator('main details.gt-turn:not(.gt-turn--said)').first()
      const open = await turn.evaluate((details) => details.hasAttribute('open'))
      if (!open) await turn.locator('summary').click()
      const href = (await turn.getByRole('link', { name: /^Open/ }).getAttribute('href')) ?? ''
      await turn.getByLabel('On track to be completed').check()
      await turn.getByLabel('What was done?').fill(words)
      await turn.getByRole('group', { name: 'Is support needed?' }).getByLabel('No', { exact: true }).check()
      await turn.getByRole('button', { name: /^Save/ }).click()
      // "On track" of a milestone whose date has passed is asked about first.
      const sure = page.getByRole('button', { name: 'It is right as it is: save' })
      if (await sure.isVisible()) await sure.click()
      expect(await page.getByRole('alert').innerText()).toContain('Your update is saved')
      expect(await waiting(page)).toBe(before - index - 1)
      said.push({ href, words })
    }

    for (const { href, words } of said) {
      await page.goto(served.origin + href)
      const text = await page.locator('main').innerText()
      expect(text).toContain(words)
      expect(text).toContain(`By Head of First Response on ${day}`)
    }
    expect(new Set(said.map(({ href }) => href)).size).toBe(2)
    await context.close()
  },
  60_000,
)

test('what was typed and not saved is there again after the page was left, and gone after signing out', async () => {
  served.world.clock.set(DECEMBER)
  const context = await served.browser.newContext()
  context.setDefaultTimeout(8_000)
  const page = await context.newPage()
  await signIn(page, 'Head of Children in Care')
  await page.goto(`${served.origin}/updates`)
  const box = page.getByLabel('What was done?').first()
  await box.fill('Half a sentence that was not')
  await page.goto(`${served.origin}/plans`)
  await page.goto(`${served.origin}/updates`)
  expect(await box.inputValue()).toBe('Half a sentence that was not')
  expect(await page.getByRole('status').first().innerText()).toContain('We kept what you typed here before')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page, 'Head of Children in Care')
  await page.goto(`${served.origin}/updates`)
  expect(await box.inputValue()).toBe('')
  await context.close()
})

test('words that a lost connection took are still there after another milestone was saved', async () => {
  served.world.clock.set(DECEMBER)
  const context = await served.browser.newContext()
  context.setDefaultTimeout(8_000)
  const page = await context.newPage()
  await signIn(page, 'Programme Manager')
  await page.goto(`${served.origin}/updates`)
  const forms = page.locator('main form[data-keep]')
  const lost = (await forms.nth(1).getAttribute('data-keep')) ?? ''
  const say = async (form: ReturnType<Page['locator']>, words: string) => {
    await form.locator('xpath=ancestor::details').evaluate((details) => details.setAttribute('open', ''))
    await form.getByLabel('On track to be completed').check()
    await form.getByLabel('What was done?').fill(words)
    await form.getByRole('group', { name: 'Is support needed?' }).getByLabel('No', { exact: true }).check()
    await form.getByRole('button', { name: /^Save/ }).click()
  }
  await page.route(`**${lost}`, (route) => route.abort())
  await say(forms.nth(1), 'Words that the network took')
  await page.waitForURL('chrome-error://**')
  await page.unroute(`**${lost}`)
  await page.goto(`${served.origin}/updates`)
  await say(forms.nth(0), 'Another milestone, saved')
  const sure = page.getByRole('button', { name: 'It is right as it is: save' })
  if (await sure.isVisible()) await sure.click()
  expect(await page.getByRole('alert').innerText()).toContain('Your update is saved')
  const box = page.locator(`form[data-keep="${lost}"]`).getByLabel('What was done?')
  expect(await box.inputValue()).toBe('Words that the network took')
  await context.close()
})

test('a month is printed in black: no link has a colour of its own', async () => {
  served.world.clock.set(NOVEMBER)
  const context = await served.browser.newContext()
  context.setDefaultTimeout(8_000)
  const page = await context.newPage()
  await signIn(page, 'Programme Manager')
  await page.goto(`${served.origin}/months`)
  await page.locator('main a[href^="/months/"]').first().click()
  await page.emulateMedia({ media: 'print' })
  const coloured = await page.evaluate<number>(`[...document.querySelectorAll('main a')].filter(
    (link) => getComputedStyle(link).color !== getComputedStyle(link.parentElement).color).length`)
  expect(await page.locator('main a').count()).toBeGreaterThan(10)
  expect(coloured).toBe(0)
  await context.close()
})

/** A link of the month that is open. */
async function openLink(): Promise<string> {
  const area = await findArea(served.world.pool, 'Anyshire')
  if (!area) throw new Error('Anyshire is not there')
  const { id } = await withArea(served.world.pool, area.id, (db) =>
    db
      .selectFrom('ask')
      .innerJoin('cycle', 'cycle.id', 'ask.cycle_id')
      .select('ask.id')
      .where('ask.area_id', '=', area.id)
      .where('cycle.frozen_at', 'is', null)
      .orderBy('ask.id')
      .executeTakeFirstOrThrow(),
  )
  return `${served.origin}/asked/${signLink(SECRET, 'ask', { areaId: area.id, id })}`
}

test('by link, on a telephone and without scripts, the answer to a faulty form keeps all that was typed', async () => {
  served.world.clock.set(NOVEMBER)
  const context = await served.browser.newContext({
    ...{ javaScriptEnabled: false, viewport: { width: 320, height: 640 } },
  })
  context.setDefaultTimeout(8_000)
  const page = await context.newPage()
  await page.goto(await openLink())
  const turn = page.locator('main details.gt-turn').first()
  const isOpen = await turn.evaluate((details) => details.hasAttribute('open'))
  if (!isOpen) await turn.locator('summary').first().click()
  const form = turn.locator('form')
  const typed = {
    ...{ done: 'Nine of ten were done.', next: 'The tenth on Monday.', support: 'A room for a day' },
    ...{ recovery: 'One more session', evidence: 'The minutes of May', 'new-day': '31', 'new-month': '2' },
  }
  await form.getByLabel('Off track or not achieved, support required').check()
  await form.getByRole('group', { name: 'Is support needed?' }).getByLabel('Yes').check()
  for (const [name, words] of Object.entries(typed)) await form.locator(`[name="${name}"]`).fill(words)
  await form.locator('[name="reason"]').selectOption({ index: 2 })
  const reason = await form.locator('[name="reason"]').inputValue()
  await form.getByRole('button', { name: /^Save/ }).click()
  expect(await page.title()).toMatch(/^Error/)
  const back = page.locator('form:has(.govuk-error-message)')
  for (const [name, words] of Object.entries({ ...typed, reason }))
    expect([name, await back.locator(`[name="${name}"]`).inputValue()]).toEqual([name, words])
  expect(await back.getByLabel('Off track or not achieved, support required').isChecked()).toBe(true)
  const over = await page.locator('html').evaluate((all) => all.scrollWidth - all.clientWidth)
  expect(over).toBe(0)
  await context.close()
})
