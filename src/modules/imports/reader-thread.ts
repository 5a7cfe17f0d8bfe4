import { parentPort, workerData } from 'node:worker_threads'
import { decode } from './command.ts'
import { readText } from './domain/read-plan.ts'

const { bytes, publishedOn } = workerData as { bytes: Uint8Array; publishedOn: string | null }

parentPort?.postMessage(read())

function read() {
  const refusal = refusalOf(bytes)
  if (refusal) return { refusal }
  const reading = readText(decode(bytes).toWellFormed(), publishedOn ? { published: publishedOn } : {})
  return { reading }
}

/** Only text can be read so far; other kinds are named, so that nobody waits for what cannot come. */
function refusalOf(file: Uint8Array): string | null {
  const head = Buffer.from(file.subarray(0, 8)).toString('latin1')
  if (head.startsWith('PK'))
    return 'Word and Excel files cannot be read yet: copy the tables and paste them as text'
  if (head.startsWith('%PDF')) return 'PDF files cannot be read yet: copy the tables and paste them as text'
  if (file.includes(0)) return 'This is not a text file: save the plan as text with tabs between its columns'
  return null
}
