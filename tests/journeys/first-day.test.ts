/** A programme manager's first day: from Word plan to a report, in a real browser; and once more without scripts. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServedDemonstration, serveDemonstration } from '../support/demonstration.ts'

const planText = (title: string) =>
  [
    title,
    '',
    'Theme: The front door',
    'Action\tMilestone\tStart Date\tDue Date\tStatus\tProgress Note\tMilestone Lead\tOutcome',
    '1. Answer every contact within a day\t1.1 Duty desk staffed on every weekday\t01-Sep-2026\t30-Sep-2026\tAchieved\tSeptember 2026 - Achieved. The desk is staffed.\tHead of First Response\tChildren are seen in time',
    '\t1.2 Contacts counted each month\t01-Sep-2026\t30-Nov-2026\tOn track\tOctober 2026 - On track. The first count was shown.\tPerformance Manager\t',
    '2. Train every manager\t2.1 Course bought\t01-Oct-2026\tsoon\tOn track\tOctober 2026 - On track. Two offers are in.\tHead of Nothing Known\tManagers reflect',
    '',
  ].join('\n')

let served: ServedDemonstration
beforeAll(async () => {
  served = await serveDemonstration()
}, 120_000)
afterAll(() => served?.close())

const main = (page: Page) => page.locator('main').innerText()

test.each([
  ['with scripts', true],
  ['without scripts', false],
] as const)(
  'a programme manager brings a plan in, settles doubts, updates and re-dates a milestone and makes a report, %s',
  async (how, javaScriptEnabled) => {
    const context = await served.browser.newContext({
      javaScriptEnabled,
      viewport: { width: 1280, height: 900 },
    })
    context.setDefaultTimeout(8_000)
    const page = await context.newPage()
    const title = `Brookshire plan ${how}`

    await page.goto(served.origin)
    await page.getByRole('link', { name: 'Choose whom to sign in as' }).click()
    await page.getByRole('button', { name: 'Sign in as Programme Manager' }).click()
    expect(new URL(page.url()).pathname).toBe('/')

    await page.getByRole('link', { name: 'Import', exact: true }).click()
    await page.getByRole('button', { name: 'Bring in a plan' }).click()
    await page.getByLabel('Or paste the plan').fill(planText(title))
    await page.getByRole('button', { name: 'Read it' }).click()
    await page.getByRole('heading', { name: 'What we found' }).waitFor()
    expect(await main(page)).toContain('Nothing has been written yet')
    expect(await main(page)).toContain('3; 1 with something to settle')
    await page.getByLabel('The date the document describes').fill('2026-10-31')
    await page.getByLabel('A plan of its own').check()
    await page.getByRole('button', { name: 'Save and match columns' }).click()

    await page.getByRole('heading', { name: 'Match columns' }).waitFor()
    expect(await page.getByLabel('What “Milestone Lead” is').inputValue()).toBe('lead')
    await page.getByRole('button', { name: 'Save and settle words' }).click()

    await page.getByRole('heading', { name: 'Settle words, once' }).waitFor()
    await page.getByLabel('Who it is: Head of Nothing Known').fill('Head of Nowhere')
    await page.getByRole('button', { name: 'Save and look through' }).click()
    await page.getByRole('link', { name: 'There is no “Head of Nowhere” here' }).click()
    await page.getByLabel('Who it is: Head of Nothing Known').fill('Head of First Response')
    await page.getByRole('button', { name: 'Save and look through' }).click()

    await page.getByRole('heading', { name: 'Look through' }).waitFor()
    expect(await main(page)).toContain('The due date “soon” could not be read as a date.')
    await page.getByRole('button', { name: 'Go on to confirm' }).click()

    await page.getByLabel('Title of the plan').fill('')
    await page.getByLabel('Why is it brought in?').fill('October edition')
    await page.getByRole('button', { name: 'Bring in the plan' }).click()
    await page.getByRole('link', { name: 'Enter a title for the plan' }).click()
    expect(await page.getByLabel('The date the document describes').inputValue()).toBe('2026-10-31')
    expect(await page.getByLabel('Why is it brought in?').inputValue()).toBe('October edition')
    await page.getByLabel('Title of the plan').fill(title)
    await page.getByRole('button', { name: 'Bring in the plan' }).click()
    expect(await page.getByRole('alert').innerText()).toContain(`“${title}” is in`)
    expect(await main(page)).toContain('Still to settle')
    await page.getByRole('link', { name: `See the plan ${title}` }).click()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(title)
    const plan = new URL(page.url()).pathname

    await page.getByText('Filter the milestones').click()
    await page.getByLabel('Words', { exact: true }).fill('contacts')
    await page.getByLabel('Status').selectOption({ label: 'On track' })
    await page.getByRole('button', { name: 'Apply filters' }).click()
    expect(await main(page)).toContain('1 of 3 milestones shown')
    await page.getByRole('link', { name: '1.2', exact: true }).click()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Contacts counted each month')

    await page.getByRole('button', { name: 'Update', exact: true }).click()
    await page.getByLabel('Completed and desired outcome achieved').check()
    await page.getByLabel('What was done?').fill('Counted in October & November.')
    await page.getByRole('group', { name: 'Is support needed?' }).getByLabel('No', { exact: true }).check()
    await page.getByRole('button', { name: /^Save/ }).click()
    await page.getByRole('link', { name: 'Say what shows that it is completed' }).click()
    expect(await page.getByLabel('What was done?').inputValue()).toBe('Counted in October & November.')
    expect(await page.getByLabel('Completed and desired outcome achieved').isChecked()).toBe(true)
    await page.getByLabel('Evidence').fill('Board paper 7')
    await page.getByRole('button', { name: /^Save/ }).click()
    expect(await page.getByRole('alert').innerText()).toContain('Your update is saved')
    expect(await main(page)).toContain('Counted in October & November.')
    expect(await main(page)).toContain('The first count was shown.')
    expect(await main(page)).toContain('Board paper 7')

    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('group', { name: 'Due' }).getByLabel('Month').fill('12')
    await page.getByRole('group', { name: 'Due' }).getByLabel('Day').fill('15')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.getByRole('link', { name: 'Say why the date changes' }).click()
    expect(await page.getByRole('group', { name: 'Due' }).getByLabel('Day').inputValue()).toBe('15')
    await page.getByLabel('Why is it changed?').fill('The board meets two weeks later')
    await page.getByRole('button', { name: 'Save the change' }).click()
    expect(await page.getByRole('alert').innerText()).toContain('The milestone is changed')
    const history = page
      .getByRole('row', { name: /The board meets two weeks later/ })
      .filter({ hasText: 'Due' })
    expect(await history.innerText()).toMatch(/30 November 2026[\s\S]*15 December 2026/)
    expect(await history.innerText()).toContain('Programme Manager')

    await page.getByRole('link', { name: 'Reports', exact: true }).click()
    await page.getByRole('navigation', { name: 'Plan' }).getByRole('link', { name: title }).click()
    await page.getByLabel('As at the end of').fill('2026-10-31')
    await page.getByRole('button', { name: /Show it.*Milestone report/ }).click()
    const report = await main(page)
    expect(report).toContain('31 October 2026')
    expect(report).toContain('1 of 3 milestones completed')
    expect(report).not.toContain('Counted in October')
    expect(report).not.toContain('15 December 2026')
    await page.getByRole('button', { name: 'Make the files' }).click()
    const word = page.locator('main a[href$=".docx"]')
    const lookAgain = async (): Promise<number> => {
      await page.reload()
      return word.count()
    }
    await expect.poll(lookAgain, { timeout: 20_000 }).toBe(1)
    const [download] = await Promise.all([page.waitForEvent('download'), word.click()])
    expect(download.suggestedFilename()).toMatch(/milestone report as at 31 October 2026\.docx$/)

    await page.getByRole('button', { name: 'Sign out' }).click()
    expect(await page.getByRole('alert').innerText()).toContain('You have signed out')
    await page.goto(served.origin + plan)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await context.close()
  },
  60_000,
)
