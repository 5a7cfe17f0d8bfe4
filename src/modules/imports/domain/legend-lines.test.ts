import { expect, test } from 'vitest'
import { textGrid } from './grid.ts'
import { readPlan } from './read-plan.ts'

test('a key may name itself again, and have a stray sign of a picture in it', () => {
  const { document, side } = readPlan(
    textGrid(
      'Key\n\n,\nAction status\nG\tOn track to be completed\nR\tNot achieved\n\nRef\tAction\tLead\tStatus\n1\tAudit files\tHead of Quality\tG',
    ),
  )
  expect(document.legend.map(({ mark, meaning }) => `${mark}: ${meaning}`)).toEqual([
    'G: On track to be completed',
    'R: Not achieved',
  ])
  expect(side).toEqual([])
})
