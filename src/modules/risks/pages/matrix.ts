import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import type { Risk } from '../domain/facts.ts'
import { EVERYTHING_OPEN, isNarrowed, type Side } from '../domain/filter.ts'
import { type MatrixCell, matrixOf } from '../domain/matrix.ts'
import { BANDS, type Band, IMPACTS, LEVELS, LIKELIHOODS } from '../domain/score.ts'
import { type RiskView, riskPaths } from '../paths.ts'
import { EXAMPLE_TODAY, exampleRisk, exampleState } from './example.ts'
import { type RegisterFilterView, type RegisterInput, toFilterView, withinOf } from './register.ts'

interface CellView {
  band: Band['key']
  words: string
  count: number
  href: string | null
  /** What a link with a bare number leaves out. */
  about: string
}

export interface MatrixPage {
  past: string | null
  words: string
  list: string
  filter: RegisterFilterView
  within: string[]
  all: string | null
  sides: {
    id: Side
    heading: string
    impacts: { level: number; words: string }[]
    rows: { level: number; words: string; cells: CellView[] }[]
  }[]
  bands: { key: Band['key']; words: string }[]
}

/** Five by five, before anything is done and as it stands; each count leads to the risks that it counts. */
export function toMatrixPage(input: Omit<RegisterInput, 'mayRaise'>): MatrixPage {
  const { all, shown, filter, day, today } = input
  const asAt = day === today ? null : day
  const view: RiskView = { ...filter, asAt }
  return {
    past: asAt && `As at ${formatDay(asAt)}`,
    words: counted(shown.length, 'risk or issue', 'risks and issues'),
    list: riskPaths.register(view),
    filter: toFilterView(riskPaths.matrix(), all, view, today),
    within: withinOf(all, filter),
    all: isNarrowed(filter) || asAt ? riskPaths.matrix() : null,
    sides: [
      toSide('before', 'Before anything is done', shown, view),
      toSide('after', 'As it stands', shown, view),
    ],
    bands: BANDS.map(({ key, words, from, to }) => ({ key, words: `${words}: ${from} to ${to}` })),
  }
}

const toSide = (id: Side, heading: string, shown: readonly Risk[], view: RiskView) => ({
  ...{ id, heading },
  impacts: LEVELS.map((level) => ({ level, words: IMPACTS[level] })),
  rows: matrixOf(shown, id).map((cells) => {
    const level = cells[0]?.likelihood ?? 1
    return { level, words: LIKELIHOODS[level], cells: cells.map((cell) => toCell(cell, id, view)) }
  }),
})

const toCell = ({ likelihood, impact, band, count }: MatrixCell, side: Side, view: RiskView): CellView => ({
  ...{ band: band.key, words: band.words, count },
  href: count === 0 ? null : riskPaths.register({ ...view, cell: { side, likelihood, impact } }),
  about: `${count === 1 ? 'risk or issue' : 'risks and issues'}, likelihood ${LIKELIHOODS[likelihood].toLowerCase()}, impact ${IMPACTS[impact].toLowerCase()}`,
})

export const matrixPage = definePage<MatrixPage>('risks/pages/matrix.njk', () => {
  const all = [
    exampleRisk(),
    exampleRisk({ number: 4, now: exampleState({ after: { likelihood: 1, impact: 1 } }) }),
  ]
  const day: PlainDate = '2026-11-21'
  return toMatrixPage({ all, shown: all, filter: EVERYTHING_OPEN, day, today: EXAMPLE_TODAY })
})
