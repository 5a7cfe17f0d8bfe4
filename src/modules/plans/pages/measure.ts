import { formatDay } from '../../../platform/calendar.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { counted } from '../../../platform/words.ts'
import { type Described, MEASURE_STANDINGS } from '../domain/criteria.ts'
import type { MeasureAnswer } from '../domain/facts.ts'
import type { Standing } from '../domain/roll-up.ts'
import { paths } from '../paths.ts'
import { type Choices, toChoices } from './choices.ts'
import { type DateBoxes, toDateBoxes } from './date-boxes.ts'
import { exampleAnswer } from './example.ts'
import {
  type AnswerView,
  describedHref,
  describedName,
  kindWords,
  toAnswerView,
  VERDICT_CODES,
  VERDICT_WORDS,
} from './measure-words.ts'
import type { Choice } from './plan-filter.ts'
import { errorOf, type TypedForm, textOf, toWordsBox, type WordsBox } from './typed.ts'

/** A wording as the page tells it. */
export interface WordingFacts {
  words: string
  kind: string | null
  to: string | null
  endedBy: string | null
  because: string | null
}

export interface MeasureInput {
  measure: {
    id: string
    plan: { id: string; title: string }
    of: Described
    criterion: { id: string; words: string; ended: boolean } | null
    printed: string | null
    /** Oldest first. */
    wordings: readonly WordingFacts[]
    /** Newest first. */
    answers: readonly MeasureAnswer[]
  }
  /** The wording that holds; null when it is no longer used. */
  now: WordingFacts | null
  may: { answer: boolean; change: boolean }
  evidence: readonly { id: string; title: string; owner: string }[]
  typed: TypedForm
}

export interface MeasurePage {
  words: string
  kind: string
  plan: { title: string; href: string }
  measures: string
  of: { name: string; words: string; href: string }
  criterion: string | null
  /** Said where it is no longer used. */
  ended: string | null
  printed: string | null
  answers: (AnswerView & { code: Standing; standing: string })[]
  answersWords: string
  earlier: string[]
  change: string | null
  errors: { text: string; href: string }[]
  form: AnswerFormView | null
}

interface AnswerFormView {
  send: string
  once: string
  standing: Choices
  value: { value: string; error: string | null }
  box: WordsBox
  about: DateBoxes
  evidence: { choices: Choice[]; error: string | null }
  addEvidence: string | null
}

/** A measure, all that was said of it, and the form in which whoever may says what it shows. */
export function toMeasurePage(input: MeasureInput): MeasurePage {
  const { measure, now, may, typed } = input
  const last = now ?? measure.wordings.at(-1)
  const { of, plan, criterion, answers } = measure
  return {
    words: last?.words ?? '',
    kind: kindWords(last?.kind ?? 'other'),
    plan: { title: plan.title, href: paths.plan(plan.id) },
    measures: paths.measures(plan.id),
    of: { name: describedName(of), words: of.words, href: describedHref(of, plan.id) },
    criterion: criterion?.words ?? null,
    ended: now ? null : endedWords(criterion, last),
    printed: measure.printed,
    answers: answers.map((answer) => ({
      ...toAnswerView(answer),
      code: VERDICT_CODES[answer.standing],
      standing: VERDICT_WORDS[answer.standing],
    })),
    answersWords: answers.length === 0 ? '' : `${counted(answers.length, 'answer')}, newest first`,
    earlier: earlierWords(measure.wordings, now),
    change: now && may.change ? paths.changeMeasure(measure.id) : null,
    errors: typed.errors.map(({ field, text }) => ({ text, href: `#${PLACES[field] ?? field}` })),
    form: now && may.answer ? toAnswerForm(input) : null,
  }
}

/** Where each fault is mended. */
const PLACES: Record<string, string> = { words: 'answer-words', about: 'about-day' }

function endedWords(criterion: MeasureInput['measure']['criterion'], last: WordingFacts | undefined): string {
  if (!last?.to)
    return criterion?.ended ? 'Its success criterion is no longer used.' : 'It is no longer used.'
  const by = last.endedBy ? `, by ${last.endedBy}` : ''
  return `No longer used since ${formatDay(last.to)}${by}${last.because ? `: ${last.because}` : ''}`
}

const earlierWords = (wordings: readonly WordingFacts[], now: WordingFacts | null): string[] =>
  wordings
    .filter((one) => one !== now && one.to !== null && one !== wordings.at(-1))
    .map(({ words, kind, to }) => `${kindWords(kind ?? 'other')}: “${words}”, until ${formatDay(to ?? '')}`)

function toAnswerForm({ measure, evidence, typed }: MeasureInput): AnswerFormView {
  const { criterion, id } = measure
  const chosen = textOf(typed, 'evidence')
  return {
    send: paths.answerMeasure(id),
    once: typed.once,
    standing: toChoices(
      typed,
      { name: 'standing', legend: 'Where does it stand?' },
      MEASURE_STANDINGS.map((value) => ({ value, text: VERDICT_WORDS[value], code: VERDICT_CODES[value] })),
    ),
    value: { value: textOf(typed, 'value'), error: errorOf(typed, 'value') },
    box: toWordsBox(typed, 'answer', {
      label: 'What does it show?',
      hint: 'What was counted or read, and how many. Nothing from which a child or family could be known.',
    }),
    about: toDateBoxes(
      {
        ...{ name: 'about', legend: 'Which day does it speak of?', error: errorOf(typed, 'about') },
        hint: 'The end of the quarter or the day of the audit, for example 30 9 2026. Leave it empty if it is today.',
      },
      null,
      typed.values,
    ),
    evidence: {
      error: errorOf(typed, 'evidence'),
      choices: [
        { value: '', text: 'None', selected: chosen === '' },
        ...evidence.map((piece) => ({
          value: piece.id,
          text: `${piece.title} (${piece.owner})`,
          selected: piece.id === chosen,
        })),
      ],
    },
    addEvidence: criterion && paths.criterionEvidence(criterion.id),
  }
}

export const exampleMeasureInput = (): MeasureInput => ({
  measure: {
    id: 'measure-1',
    plan: { id: 'plan-1', title: 'Anyshire Safeguarding Improvement Plan' },
    of: { kind: 'action', id: 'action-1', ref: '1.01', words: 'Allocate every case promptly', themeId: null },
    criterion: {
      id: 'criterion-1',
      words: 'All cases are risk assessed and allocated promptly',
      ended: false,
    },
    printed: '81% in March',
    wordings: [
      { words: 'Assessments in time', kind: 'indicator', to: '2026-09-01', endedBy: null, because: null },
      {
        words: 'Assessments within 45 days: at least 85%',
        kind: 'indicator',
        to: null,
        endedBy: null,
        because: null,
      },
    ],
    answers: [exampleAnswer('met'), exampleAnswer('towards')],
  },
  now: {
    ...{ words: 'Assessments within 45 days: at least 85%', kind: 'indicator', to: null },
    ...{ endedBy: null, because: null },
  },
  may: { answer: true, change: true },
  evidence: [{ id: 'evidence-1', title: 'Quarterly performance report', owner: 'Performance Manager' }],
  typed: {
    ...{ once: 'one-time', values: { value: '88%' } },
    errors: [
      { field: 'standing', text: 'Select where the measure stands' },
      { field: 'about', text: 'The day that it speaks of must be a real date, like 31 5 2027' },
    ],
  },
})

export const measurePage = definePage<MeasurePage>('plans/pages/measure.njk', () =>
  toMeasurePage(exampleMeasureInput()),
)
