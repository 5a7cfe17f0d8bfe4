import { createHmac } from 'node:crypto'

export const APP_ROLE = 'goldenthread_app'

/**
 * The URL under which the app logs in: a role that owns nothing and bypasses nothing. Its password is derived
 * from the owner's, so that there is no second secret to keep. Errors: an owner URL without a password.
 */
export function appUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  const password = appPassword(ownerUrl)
  url.username = APP_ROLE
  url.password = password
  return url.toString()
}

function appPassword(ownerUrl: string): string {
  const { password } = new URL(ownerUrl)
  if (!password) {
    throw new Error(
      'DATABASE_URL has no password: give one, or name the app role yourself in DATABASE_APP_URL',
    )
  }
  return createHmac('sha256', decodeURIComponent(password)).update('goldenthread app role').digest('hex')
}
