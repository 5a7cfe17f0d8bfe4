import { newId } from '../../../platform/ids.ts'
import type { TypedForm } from '../../plans/index.ts'

/** The form keeps its own mark when it comes back with faults. */
export const typedInto = ({ values, errors }: Omit<TypedForm, 'once'>): TypedForm => ({
  ...{ values, errors },
  once: typeof values?.once === 'string' && values.once !== '' ? values.once : newId(),
})
