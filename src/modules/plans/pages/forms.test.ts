import { describe, expect, test } from 'vitest'
import { readForm } from '../../../platform/http/forms.ts'
import { newId } from '../../../platform/ids.ts'
import { UpdateForm } from '../forms.ts'
import { exampleChangeInput, readChangeValues, toChangePage } from './change.ts'
import { EXAMPLE_TODAY } from './example.ts'
import { exampleFaultyUpdateInput, exampleUpdateInput, toUpdatePage } from './update.ts'
import { readUpdateValues } from './update-form.ts'
import { toUpdatesPage } from './updates.ts'

describe('an update form that comes back', () => {
  const page = toUpdatePage(exampleFaultyUpdateInput(), EXAMPLE_TODAY)

  test('holds everything that was typed', () => {
    expect(page.form.values.done).toBe('Published on 12 November.')
    expect(page.form.statuses.find((item) => item.checked)?.value).toBe('achieved')
  })

  test('says each fault above and at its field', () => {
    expect(page.errors).toContainEqual({
      text: 'Say what support is needed, and from whom',
      href: `#support-${page.form.id}`,
    })
    expect(page.form.errors.support).toBe('Say what support is needed, and from whom')
    expect(page.form.errors.done).toBeNull()
  })
})

test('an update form left half empty says every fault at once, in the order of its boxes', () => {
  const form = readForm(UpdateForm, { once: newId(), status: 'not_achieved', done: 'Little.' })
  const errors = form.ok ? [] : form.errors
  const page = toUpdatePage({ ...exampleUpdateInput(1), errors }, EXAMPLE_TODAY)
  expect(page.errors.map(({ text }) => text)).toEqual([
    'Select why it is not achieved',
    'Say how it will be made good',
    'Enter the new date by which it will be done',
    'Select yes if support is needed',
  ])
})

test('what a browser sends is read whole, and what is missing is empty', () => {
  const values = readUpdateValues({ status: 'on_track', done: ' x ', once: 'o', next: ['a'] })
  expect(values).toMatchObject({ status: 'on_track', done: ' x ' })
  const { status: _, done: __, ...others } = values
  expect(new Set(Object.values(others))).toEqual(new Set(['']))
  expect(readUpdateValues(undefined).status).toBe('')
})

describe('the page of all of a lead’s milestones', () => {
  const period = '2026-11-01'
  const saidThisMonth = (index: number, month: string) => {
    const input = exampleUpdateInput(index)
    const latest = input.milestone.latest && { ...input.milestone.latest, period: month }
    return { ...input, milestone: { ...input.milestone, latest } }
  }

  test('puts aside what is already said, and counts both', () => {
    const inputs = [saidThisMonth(1, '2026-10-01'), saidThisMonth(3, period)]
    const page = toUpdatesPage(inputs, period, EXAMPLE_TODAY)
    expect(page.words).toBe('1 of 2 milestones to update, in order of due date. Each is saved for itself.')
    expect([page.waiting.length, page.said.length]).toEqual([1, 1])
  })

  test('keeps a faulty form in sight even when the month was already said', () => {
    const faulty = {
      ...saidThisMonth(3, period),
      values: readUpdateValues({ status: 'on_track' }),
      errors: [{ field: 'done', text: 'Say what was done' }],
    }
    expect(toUpdatesPage([faulty], period, EXAMPLE_TODAY).waiting.length).toBe(1)
  })
})

describe('a change form', () => {
  const input = exampleChangeInput()
  const due = { on: '2026-10-31', precision: 'month' as const, words: 'By end October' }
  const dueParts = (page: ReturnType<typeof toChangePage>) => page.dates[1]?.parts.map((part) => part.value)

  test('shows no day where only a month was written', () => {
    const page = toChangePage({ ...input, milestone: { ...input.milestone, due } })
    expect(dueParts(page)).toEqual(['', '10', '2026'])
    expect(page.dates[1]?.hint).toContain('The plan says “By end October”')
  })

  test('brings back what was typed, and a lead that was added', () => {
    const values = readChangeValues({ words: 'New words', 'due-day': '31', leads: ['person-1', ''] })
    const page = toChangePage({ ...input, values })
    expect(page.words.value).toBe('New words')
    expect(dueParts(page)).toEqual(['31', '', ''])
    expect(page.leads.find((item) => item.value === 'person-1')?.checked).toBe(true)
  })

  test('leads from a fault of a date to its first box', () => {
    const page = toChangePage({
      ...input,
      errors: [{ field: 'due-day', text: 'The due date must be a real date' }],
    })
    expect(page.errors[0]?.href).toBe('#due-day')
    expect(page.dates[1]?.error).toBe('The due date must be a real date')
  })
})
