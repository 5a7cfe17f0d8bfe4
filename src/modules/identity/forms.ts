import { z } from 'zod'
import { type ApiScope, ROLES, type Role, SCOPES } from '../../platform/access/permissions.ts'
import { isPlainDate } from '../../platform/calendar.ts'

const email = z
  .string()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Enter an e-mail address, like name@example.org'))

export const SignInForm = z.object({
  email: z.string('Enter your e-mail address').toLowerCase().min(1, 'Enter your e-mail address').max(254),
  passphrase: z.string('Enter your passphrase').min(1, 'Enter your passphrase').max(400),
  area: z.uuid().optional().catch(undefined),
  next: z.string().optional(),
})

export const WelcomeForm = z
  .object({
    passphrase: z.string('Enter a passphrase').min(1, 'Enter a passphrase').max(400),
    again: z.string('Enter the passphrase again'),
  })
  .refine((form) => form.passphrase === form.again, {
    path: ['again'],
    error: 'The two passphrases are not the same',
  })

export const DemonstrationForm = z.object({ person: z.uuid('Select whom to sign in as') })

const role = z.enum(Object.keys(ROLES) as [Role, ...Role[]], 'Select what they do')

const until = z
  .string()
  .refine((text) => text === '' || isPlainDate(text), 'Enter the last day as a date, like 2027-03-31')
  .optional()
  .transform((text) => text || null)

export const GrantForm = z.object({ role, until })

export const InviteForm = z.object({
  name: z.string('Enter a name').min(1, 'Enter a name').max(200, 'Name must be 200 characters or fewer'),
  email,
  partner: z.uuid().or(z.literal('')).optional(),
  role,
  until,
})

export const PostForm = z.object({
  title: z.string('Enter a title').min(1, 'Enter a title').max(200, 'Title must be 200 characters or fewer'),
  partner: z.uuid().or(z.literal('')).optional(),
})

/** What stands for nobody in the list of people. */
export const VACANT = 'vacant'

const whoever = 'Select who takes the post, or that it becomes vacant'

export const HandOverForm = z.object({
  person: z.union([z.uuid(), z.literal(VACANT)], whoever),
  from: z.string('Enter the first day').refine(isPlainDate, 'Enter the first day as a date, like 2027-03-31'),
})

const scope = z.enum(Object.keys(SCOPES) as [ApiScope, ...ApiScope[]])

export const IntegrationForm = z.object({
  name: z.string('Enter a name').min(1, 'Enter a name').max(100, 'Name must be 100 characters or fewer'),
  scopes: z.union([z.array(scope), scope.transform((one) => [one])], 'Select what it may do'),
  expires: z
    .string('Enter the last day')
    .refine(isPlainDate, 'Enter the last day as a date, like 2027-03-31'),
})
