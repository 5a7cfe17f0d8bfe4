import { errorOf, type TypedForm, textOf } from './typed.ts'

/** One of several, as `components/choices.njk` draws it. */
export interface Choices {
  name: string
  legend: string
  hint: string | null
  error: string | null
  choices: { id: string; value: string; text: string; code: string | null; checked: boolean }[]
}

/** Radio buttons of a form; `now` is what holds where nothing was typed yet. */
export function toChoices(
  typed: TypedForm,
  { name, legend, hint = null }: { name: string; legend: string; hint?: string | null },
  options: readonly { value: string; text: string; code?: string }[],
  now = '',
): Choices {
  const chosen = typed.values ? textOf(typed, name) : now
  return {
    ...{ name, legend, hint, error: errorOf(typed, name) },
    choices: options.map(({ value, text, code = null }, at) => ({
      id: at === 0 ? name : `${name}-${at + 1}`,
      ...{ value, text, code, checked: value === chosen },
    })),
  }
}
