import { formatDay, type PlainDate } from '../../../platform/calendar.ts'
import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import {
  type EvidenceLine,
  EXAMPLE_TODAY,
  type PlanAsAt,
  planPaths,
  statedDate,
  toEvidenceLine,
} from '../../plans/index.ts'
import { judge } from '../domain/judge.ts'
import type { Judged, Sheet, Shown, Statement } from '../domain/statement.ts'
import { paths } from '../paths.ts'
import { exampleMatrixInput } from './matrix.ts'
import {
  alsoOf,
  completionWords,
  hrefOf,
  nameOf,
  printedWords,
  STATE_SHAPE,
  STATE_WORDS,
  stepName,
} from './words.ts'

export interface StatementInput {
  plan: PlanAsAt
  sheet: Sheet
  statement: Statement
  judged: Judged
  on: PlainDate | null
  history: readonly LinkHistory[]
  held: readonly { id: string; title: string; owner: string }[]
  today: PlainDate
  may: { keep: boolean; add: boolean }
  errors: readonly FieldError[]
}

interface LinkHistory {
  thing: { kind: 'action' | 'milestone'; id: string }
  from: PlainDate
  by: string
  to: PlainDate | null
  endedBy: string | null
}

/** One statement: what shows it, what stands behind it, and what was linked to it when. */
export interface StatementPage {
  back: string
  plan: { title: string; href: string }
  past: string | null
  caption: string
  words: string
  state: { shape: string; words: string; also: string[] }
  completion: { words: string; by: string; href: string } | null
  link: string | null
  shownBy: {
    name: string
    words: string
    href: string
    printed: string
    steps: { words: string; href: string; due: string; done: boolean; evidence: EvidenceLine[] }[]
  }[]
  missing: string[]
  evidence: EvidenceLine[]
  attach: {
    send: string
    framework: string
    statement: string
    add: string
    choices: { value: string; text: string }[]
  } | null
  errors: FieldError[]
  history: { when: string; words: string }[]
}

export function toStatementPage(input: StatementInput): StatementPage {
  const { plan, sheet, statement, judged, today, may } = input
  const past = plan.asAt === today ? null : plan.asAt
  const { completion, state } = judged
  return {
    back: paths.matrix(plan.id, { framework: sheet.key, asAt: past }),
    plan: { title: plan.title, href: planPaths.plan(plan.id, { asAt: past }) },
    past: past && formatDay(past),
    caption: captionOf(sheet, statement),
    words: statement.words,
    state: { shape: STATE_SHAPE[state], words: STATE_WORDS[state], also: alsoOf(judged) },
    completion: completion && {
      words: completionWords(completion),
      by: stepName(completion.by),
      href: planPaths.milestone(completion.by.id, past),
    },
    link:
      may.keep && past === null && sheet.source.kind === 'framework'
        ? paths.link(plan.id, { framework: sheet.key, statement: statement.code })
        : null,
    shownBy: statement.shownBy.map((shown) => toShown(shown, plan.asAt, past)),
    missing: statement.missing.map(({ ref }) => `${ref}, which the plan has not`),
    evidence: statement.evidence.map((facts) => toEvidenceLine(facts, plan.asAt)),
    attach: attachOf(input),
    errors: [...input.errors],
    history: input.history.flatMap((link) => toHistory(link, plan)),
  }
}

const captionOf = ({ title, grade }: Sheet, { code, area }: Statement): string =>
  [title, grade, area, `statement ${code}`].filter((part) => part !== null).join(', ')

function toShown(shown: Shown, day: PlainDate, past: PlainDate | null): StatementPage['shownBy'][number] {
  return {
    name: nameOf(shown),
    words: shown.ref ? shown.words : '',
    href: hrefOf(shown, past),
    printed: printedWords(shown.printed, false),
    steps: shown.steps.map((step) => ({
      words: stepName(step),
      href: planPaths.milestone(step.id, past),
      due: statedDate(step.due) ?? 'no date',
      done: step.achieved,
      evidence: step.evidence.map((facts) => toEvidenceLine(facts, day)),
    })),
  }
}

function attachOf({ plan, sheet, statement, held, may, today }: StatementInput): StatementPage['attach'] {
  if (!may.add || plan.asAt !== today || held.length === 0) return null
  return {
    ...{ send: paths.attach(plan.id), framework: sheet.key, statement: statement.code },
    add: planPaths.newEvidence(),
    choices: held.map(({ id, title, owner }) => ({ value: id, text: `${title} (${owner})` })),
  }
}

/** What was linked, and what was ended, each on its day; oldest first. */
function toHistory(link: LinkHistory, plan: PlanAsAt): StatementPage['history'] {
  const things = link.thing.kind === 'action' ? plan.actions : plan.milestones
  const found = things.find(({ id }) => id === link.thing.id)
  const name = found
    ? nameOf({ kind: link.thing.kind, ref: found.ref, words: found.words })
    : 'Something that the plan has no more'
  return [
    { when: formatDay(link.from), words: `${name} linked by ${link.by}` },
    ...(link.to
      ? [{ when: formatDay(link.to), words: `${name} taken away by ${link.endedBy ?? 'somebody'}` }]
      : []),
  ]
}

export const statementPage = definePage<StatementPage>('judgement/pages/statement.njk', () => {
  const { plan, sheet, on } = exampleMatrixInput()
  const [first] = sheet?.statements ?? []
  const evidence = plan.milestones.flatMap((one) => one.evidence).slice(0, 1)
  if (!sheet || !first) throw new Error('The made-up plan is not complete')
  const statement = { ...first, evidence, missing: [{ ref: '1.15', completion: 'Dec 26' }] }
  const [shown] = statement.shownBy
  return toStatementPage({
    ...{ plan, sheet, statement, on, today: EXAMPLE_TODAY },
    judged: judge(statement, { on, asAt: EXAMPLE_TODAY }),
    history: [
      {
        thing: { kind: 'action', id: shown?.id ?? '' },
        ...{ from: '2026-10-01', by: 'Programme Manager', to: '2026-11-02', endedBy: 'Programme Manager' },
      },
    ],
    held: [{ id: 'evidence-9', title: 'Audit of 30 referrals', owner: 'Quality team' }],
    may: { keep: true, add: true },
    errors: [{ field: 'evidence', text: 'Choose the evidence' }],
  })
})
