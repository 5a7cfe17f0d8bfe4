import { oneLine } from './lines.ts'
import {
  contentTypeOf,
  decodedBody,
  type Headers,
  onlyOne,
  type Part,
  partsOf,
  readHeaders,
  readPart,
  toLines,
} from './mime.ts'

/** What a mail server reports of a message that it had taken (RFC 3464, and RFC 6533 for addresses in any script). */
export interface DeliveryReport {
  /** Message-IDs of the message that it is about, without their brackets. */
  messageIds: string[]
  recipients: ReportedRecipient[]
}

export interface ReportedRecipient {
  /** The address that was written to, and that to which it was led on, in small letters. */
  addresses: string[]
  /** In small letters: "failed", "delayed", "delivered", "relayed", "expanded". */
  action: string
  /** The mail server's own words, on one line. */
  words: string
}

/** Bytes: a report returns at most the message that it is about, and ours are short. */
export const LONGEST_REPORT = 1_000_000
const MOST_RECIPIENTS = 20
const LONGEST_WORDS = 500

/** Null for whatever is no report of delivery. It keeps nothing of the message that came back but its Message-ID. */
export function readDeliveryReport(bytes: Uint8Array): DeliveryReport | null {
  if (bytes.length > LONGEST_REPORT) return null
  const message = readPart(toLines(Buffer.from(bytes).toString('utf8')))
  const { type, parameters } = contentTypeOf(message.headers)
  const boundary = parameters.get('boundary')
  const isReport =
    type === 'multipart/report' && parameters.get('report-type')?.toLowerCase() === 'delivery-status'
  if (!isReport || !boundary) return null
  const parts = partsOf(message.body, boundary)
  const status = parts.filter((part) => STATUS.includes(contentTypeOf(part.headers).type))
  // Two tables of what became of it could contradict each other.
  const [only, ...others] = status
  if (!only || others.length > 0) return null
  const [whole, ...recipients] = groupsOf(decodedBody(only))
  // Each mail of ours has one recipient: a list would hide a second word about it at its end.
  if (recipients.length > MOST_RECIPIENTS) return null
  return {
    messageIds: [
      ...new Set([...parts.flatMap(returnedId), ...idsIn(whole ?? new Map(), 'original-message-id')]),
    ],
    recipients: recipients.map(toRecipient),
  }
}

const STATUS = ['message/delivery-status', 'message/global-delivery-status']
const RETURNED = ['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers']

/** The first group is of the message, each other of one recipient. */
function groupsOf(text: string): Headers[] {
  const groups: string[][] = [[]]
  for (const line of text.split('\n')) {
    if (line.trim() !== '') groups.at(-1)?.push(line)
    else if (groups.at(-1)?.length) groups.push([])
  }
  return groups
    .filter((lines) => lines.length > 0)
    .slice(0, MOST_RECIPIENTS + 2)
    .map(readHeaders)
}

function returnedId(part: Part): string[] {
  if (!RETURNED.includes(contentTypeOf(part.headers).type)) return []
  return idsIn(readPart(decodedBody(part).trimStart()).headers, 'message-id')
}

const idsIn = (headers: Headers, name: string): string[] =>
  (headers.get(name) ?? []).map((value) => value.trim().replace(/^</, '').replace(/>$/, ''))

function toRecipient(fields: Headers): ReportedRecipient {
  const addresses = ['original-recipient', 'final-recipient'].flatMap((name) =>
    addressIn(onlyOne(fields, name)),
  )
  return {
    addresses: [...new Set(addresses)],
    action: (onlyOne(fields, 'action') ?? '').toLowerCase(),
    words: wordsOf(onlyOne(fields, 'diagnostic-code'), onlyOne(fields, 'status')),
  }
}

/** "rfc822; lead@anyshire.example". */
function addressIn(value: string | null): string[] {
  const address = value?.slice(value.indexOf(';') + 1).trim()
  return address ? [address.replace(/^</, '').replace(/>$/, '').toLowerCase()] : []
}

/** "smtp; 550 5.1.1 No such mailbox" without the name of the language in which it is said. */
function wordsOf(diagnostic: string | null, status: string | null): string {
  const said = diagnostic?.slice(diagnostic.indexOf(';') + 1).trim()
  return oneLine(said || (status ? `Status ${status}` : '')).slice(0, LONGEST_WORDS)
}
