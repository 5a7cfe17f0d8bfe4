import type { FieldError, FormValues } from '../../../platform/http/forms.ts'
import { LONGEST_MEANING, type TermWish } from '../../library/index.ts'
import type { UnknownCapitals } from './capitals.ts'

/** What somebody said yes to. */
export interface TakenOffers {
  /** Every term of the plan's own glossary. */
  all: boolean
  /** One of them. */
  one: string | null
  /** One abbreviation, with the meaning that the plan's own words give. */
  said: string | null
  /** Meanings that were typed. */
  typed: { term: string; meaning: string }[]
}

const textIn = (values: FormValues, name: string): string => {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

/** Reads the form of offers; a meaning that is too long is a fault at its box. */
export function readTaken(values: FormValues): { taken: TakenOffers; errors: FieldError[] } {
  const numbers = Object.keys(values).flatMap((name) => /^meaning-(\d+)$/.exec(name)?.[1] ?? [])
  const typed = numbers
    .map((number) => ({
      ...{ number, term: textIn(values, `term-${number}`), meaning: textIn(values, `meaning-${number}`) },
    }))
    .filter(({ term, meaning }) => term !== '' && meaning !== '')
  return {
    taken: {
      ...{ all: textIn(values, 'all') !== '', one: textIn(values, 'take') || null },
      said: textIn(values, 'use') || null,
      typed: typed.map(({ term, meaning }) => ({ term, meaning })),
    },
    errors: typed
      .filter(({ meaning }) => meaning.length > LONGEST_MEANING)
      .map(({ number }) => ({
        field: `meaning-${number}`,
        text: `Must be ${LONGEST_MEANING.toLocaleString('en-GB')} characters or fewer`,
      })),
  }
}

/** The terms to be added: only what is still offered, and what was typed for it. */
export function wishesOf(
  plan: { title: string },
  offers: { printed: readonly { term: string; meaning: string }[]; capitals: readonly UnknownCapitals[] },
  taken: TakenOffers,
): TermWish[] {
  const printed = offers.printed
    .filter(({ term }) => taken.all || term === taken.one)
    .map(({ term, meaning }) => ({
      ...{ term, meaning: meaning.slice(0, LONGEST_MEANING), firstUse: `Glossary of ${plan.title}` },
    }))
  const capitals = offers.capitals.flatMap(({ term, said, places }) => {
    const typed = taken.typed.find((one) => one.term === term)?.meaning
    const meaning = typed ?? (taken.said === term ? said : null)
    return meaning ? [{ term, meaning, firstUse: places[0]?.name ?? null }] : []
  })
  return [...printed, ...capitals]
}
