import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { oneLine } from './lines.ts'
import type { Mailer, Message } from './mail.ts'

/** As plain text, not as a mail server would write it down: a link in it can be copied as it stands. */
export function folderMailer({ folder, from }: { folder: string; from: string }): Mailer {
  return {
    send: (message) =>
      write(join(folder, 'mail'), from, message).then(
        (file) => ({ kind: 'taken', words: `Written to ${file}` }),
        (error: unknown) => ({ kind: 'later', words: oneLine(String(error)), away: true }),
      ),
  }
}

/** Under its name only once it is whole: nobody finds half a message. Gives that name. */
async function write(folder: string, from: string, { id, to, subject, text }: Message): Promise<string> {
  await mkdir(folder, { recursive: true })
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${id}.txt`
  const head = [`From: ${from}`, `To: ${oneLine(to)}`, `Subject: ${oneLine(subject)}`].join('\n')
  const half = join(folder, `.${name}`)
  // A message may carry a link that lets its bearer in.
  await writeFile(half, `${head}\n\n${text}\n`, { mode: 0o600 })
  await rename(half, join(folder, name))
  return name
}
