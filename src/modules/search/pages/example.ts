import type { HitFacts } from '../domain/facts.ts'
import { ALL_KINDS } from '../domain/kinds.ts'
import type { SearchInput } from './search.ts'

const mark = (words: string, ...hits: string[]) => ({
  words,
  marked: hits.reduce((text, hit) => text.replace(hit, `\uE000${hit}\uE001`), words),
})

const NO_STANDING = { dropped: false, status: null, statusWords: null, unverified: false, state: null }
const NOWHERE = {
  ...{ ref: null, title: null, body: null, on: null, by: null, plan: null, review: null },
  ...{
    findings: [],
    action: null,
    milestone: null,
    supportId: null,
    progressId: null,
    standing: NO_STANDING,
  },
}
const PLAN = { id: 'plan-1', title: 'Anyshire Improvement Plan' }
const ACTION = { id: 'action-1', ref: '1.06', words: 'Agree practice standards for strategy discussions' }
const MILESTONE = { id: 'milestone-1', ref: '1.06b', words: 'A monthly sample of thirty discussions' }
const FINDING = { id: 'finding-6', ref: '6', planId: 'plan-1', review: 'Ofsted inspection' }

const HITS: HitFacts[] = [
  {
    ...{ ...NOWHERE, kind: 'action', id: 'action-1', ref: '1.06', plan: PLAN, action: ACTION },
    ...{ title: mark(ACTION.words, 'strategy discussions'), findings: [FINDING] },
  },
  {
    ...{ ...NOWHERE, kind: 'update', id: 'update-1', plan: PLAN, action: ACTION, milestone: MILESTONE },
    ...{ on: '2026-10-28', by: 'Head of First Response', findings: [FINDING] },
    body: mark('Twenty-eight of thirty strategy discussions were held in time.', 'strategy discussions'),
    standing: { ...NO_STANDING, status: 'achieved', unverified: true },
  },
  {
    ...{
      ...NOWHERE,
      kind: 'risk',
      id: 'risk-3',
      ref: 'R3',
      plan: PLAN,
      standing: { ...NO_STANDING, state: 'closed' },
    },
    title: mark('Too few people can chair strategy discussions', 'strategy discussions'),
  },
]

/** What somebody finds who looks for “strategy discussions” in an area of two plans. */
export const exampleSearch = (): SearchInput => ({
  ...{
    typed: {
      text: 'strategy discussions',
      ref: null,
      terms: [{ words: 'strategy discussions', not: false }],
    },
    kinds: ALL_KINDS,
    kind: null,
  },
  ...{ planId: null, page: 1, size: 25, hits: HITS },
  totals: new Map([
    ['action', 1],
    ['update', 251],
    ['risk', 1],
  ]),
  plans: [PLAN, { id: 'plan-2', title: 'Serious case review action plan' }],
})
