import type { FieldError } from '../../../platform/http/forms.ts'
import { definePage } from '../../../platform/http/pages.ts'
import { identityPaths } from '../paths.ts'

export interface SignInPage {
  action: string
  email: string
  next: string
  errors: FieldError[]
  /** Filled when a login reaches several areas: one has to be chosen. */
  areas: { id: string; name: string }[]
  /** Where to go instead, in a demonstration. */
  demonstration: string | null
}

export function toSignInPage(input: Partial<SignInPage> & { demonstrates: boolean }): SignInPage {
  return {
    action: identityPaths.signIn,
    email: input.email ?? '',
    next: input.next ?? '',
    errors: input.errors ?? [],
    areas: input.areas ?? [],
    demonstration: input.demonstrates ? identityPaths.demonstration : null,
  }
}

export const signInPage = definePage<SignInPage>('identity/pages/sign-in.njk', () =>
  toSignInPage({
    demonstrates: true,
    email: 'programme.manager@anyshire.example',
    errors: [{ field: 'email', text: 'The e-mail address or the passphrase is wrong' }],
    areas: [{ id: '0190a000-0000-7000-8000-000000000001', name: 'Anyshire' }],
  }),
)
