/** A worker by itself, for tests that kill it: goes through the mail of a database, through the mail server named. */
import { JOBS } from '../../src/app.ts'
import { appUrl } from '../../src/platform/db/app-role.ts'
import { connect } from '../../src/platform/db/connect.ts'
import { createFileStore } from '../../src/platform/files/files.ts'
import { createMailer } from '../../src/platform/mail/mail.ts'

const [ownerUrl = '', smtpUrl = '', now = ''] = process.argv.slice(2)
const pool = connect(appUrl(ownerUrl))
const mailer = createMailer({ smtpUrl, from: 'goldenthread@anyshire.example', folder: '/nowhere' })
await JOBS.find(({ name }) => name === 'mail.go_through')?.run(
  {
    ...{ pool, mailer, clock: { now: () => new Date(now) } },
    ...{ files: createFileStore('/nowhere'), dataFolder: '/nowhere', anchorMailTo: null, log: () => {} },
    ...{ publicUrl: 'http://goldenthread.test', secret: 'a secret of the postman, of thirty-two letters' },
  },
  {},
)
await pool.destroy()
