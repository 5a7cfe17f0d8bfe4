import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'

export interface WelcomePage {
  name: string
  areaName: string
  email: string
  shortest: number
  errors: FieldError[]
}

export const welcomePage = definePage<WelcomePage>('identity/pages/welcome.njk', () => ({
  name: 'Head of First Response',
  areaName: 'Anyshire',
  email: 'first.response@anyshire.example',
  shortest: 15,
  errors: [{ field: 'passphrase', text: 'Passphrase must be 15 characters or more' }],
}))
