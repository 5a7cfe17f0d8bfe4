import { expect, test } from 'vitest'
import { minutesToNextTry } from './back-off.ts'

test('a mail is tried after 1, 5, 15 and 60 minutes, then every four hours for two days, then no more', () => {
  const minutes: (number | null)[] = []
  for (let tries = 1; minutes.at(-1) !== null; tries += 1) minutes.push(minutesToNextTry(tries))
  expect(minutes).toEqual([1, 5, 15, 60, ...Array(12).fill(240), null])
  expect(minutesToNextTry(400)).toBeNull()
})
