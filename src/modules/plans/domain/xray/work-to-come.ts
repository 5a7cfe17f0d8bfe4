/**
 * Whether a note speaks of work that is still to come, and in which words. It reads sentence by sentence, because
 * "was to be signed off and has been" and "is to be signed off" differ in a word or two; where it cannot tell, it
 * stays silent.
 */
import type { PlainDate } from '../../../../platform/calendar.ts'
import { daysNamed, monthsNamed } from './dates-in-words.ts'

/** The sentence that speaks of the future; null where none does. `until`: the last day that the note can tell of. */
export function workToCome(note: string, until: PlainDate): string | null {
  return sentences(note).find((sentence) => isToCome(sentence, until)) ?? null
}

/** "No. 5" and "e.g. this" are cut as well: a piece of a sentence is still judged by its own words. */
function sentences(note: string): string[] {
  return note
    .split(/(?<=[.!?;])\s+|\s*[\n•]+\s*|\s+[–—]\s+|,?\s+(?:but|however|although)\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

function isToCome(sentence: string, until: PlainDate): boolean {
  if (NOTHING_LEFT.test(sentence) || RULE_QUOTED.test(sentence)) return false
  return [willBe, needsTo, isPlanned, isWaiting, saysSo, isToBe, somebodyTo, daysAhead].some((looks) =>
    looks(sentence, until),
  )
}

const NOTHING_LEFT =
  /\b(?:no|nothing|none)\s+(?:(?:further|more|other|outstanding|remaining|additional|left|else)\b)|\bno longer\b|\bno next steps?\b|\bwithout (?:any )?further\b/i

/** What guidance says of every child is no task of the milestone. */
const RULE_QUOTED =
  /\b(?:guidance|polic(?:y|ies)|procedures?|standards?|protocols?|law|act|ofsted|inspectors?)\s+(?:now\s+)?(?:states?|stated|says?|said|requires?|required|sets? out|makes? clear|expects?|specif(?:y|ies))\b/i

type Look = (sentence: string, until: PlainDate) => boolean

/** What the achieved thing brings ("which will help families") or keeps up ("will continue to") is no work to come. */
const willBe: Look = (sentence) =>
  [
    ...sentence.matchAll(/(?<before>[\w’']+\s+)?\b(?:will|shall|[’']ll)\b(?<after>(?:\s+[\w-]+){1,3})?/gi),
  ].some(({ 0: found, groups }) => {
    const before = (groups?.before ?? '').trim().toLowerCase()
    const after = (groups?.after ?? '').trim().toLowerCase()
    if (/\bWill\s+[A-Z]/.test(found)) return false
    if (after === '' || /^(?:good|free|at|the|a|their|his|her|political|ill|living)$/.test(before))
      return false
    if (/^(?:also |still |now |always )?(?:continue|remain|stay|keep)\b/.test(after)) return false
    if (/^(?:not|never)\b|^(?:be able|now be able|all be able)\b/.test(after)) return false
    if (
      /\b(?:say|says|said|told|tells?|feel|felt)\s+(?:us\s+)?(?:that\s+)?(?:they|it|he|she|we)\s+will\b/i.test(
        sentence,
      )
    )
      return false
    return !(/^(?:which|that|this|these|it|and|they)$/.test(before) && BENEFIT.test(after))
  })

const BENEFIT =
  /^(?:also |now |further )?(?:ensure|enable|help|allow|improve|support|mean|give|make|reduce|increase|strengthen|lead|benefit|assist|inform)\b/

const needsTo: Look = (sentence) =>
  /\b(?<!\bno\s)(?<!\bthe\s)(?<!\bnot\s)needs?\s+to\b/i.test(sentence) &&
  !/\b(?:no|the|not|any|without|identified|their)\s+needs?\s+to\b/i.test(sentence) &&
  !/\b(?:who|what|when|whenever|if|where|wherever|whether|how|that|which)\b[^.,;]*\bneeds?\s+to\b/i.test(
    sentence,
  ) &&
  !SOMEBODYS_NEED.test(sentence)

const SOMEBODYS_NEED =
  /\b(?:children|young people|child|families|parents|carers|they|who)\s+needs?\s+to\b|\bneeds?\s+to\s+and\s+(?:do|does|are|is)\b/i

const WORK =
  '(?:be|start|begin|commence|report|complete|finish|go|launch|end|meet|take|open|present|publish|roll|return|come|conclude|deliver|attend|join|draft|sign|agree|approve|circulate|review|write|arrange|follow|confirm|recruit|appoint|update|produce|prepare|finalise|consider|develop|implement|establish|undertake|submit|run|hold|send|issue|test|pilot|audit|introduce|set|carry|discuss|revise|consult|provide|train|move|create|make|bring)'

const isPlanned: Look = (sentence) =>
  /\b(?:is|are)\s+(?:now |also |already |still |currently )?(?:being )?(?:planned|scheduled|timetabled|proposed|programmed)\b/i.test(
    sentence,
  ) ||
  new RegExp(
    `(?<!\\b(?:was|were|been)\\s)\\bdue\\s+(?:to\\s+${WORK}\\b|for\\s+(?:completion|publication|launch|sign|review|approval|delivery))`,
    'i',
  ).test(sentence) ||
  /\b(?:is|are)\s+(?:expected|anticipated|intended|due)\s+(?:by|in|on|shortly|soon|next|to be (?:completed?|in place|ready|finished|signed|published|agreed|approved|launched|recruited|appointed))\b/i.test(
    sentence,
  ) ||
  new RegExp(
    `\\b(?:is|are)\\s+(?:going|planning|intending|hoping)\\s+to\\s+${WORK}\\b|\\bwe\\s+(?:plan|intend|hope)\\s+to\\b|\\b(?:intends|hopes)\\s+to\\b`,
    'i',
  ).test(sentence) ||
  (/^(?:\w+\s+){0,4}planned(?:\s+(?:for|in|to|across|with|by)\b|\W*$)/i.test(sentence) &&
    !/\b(?:was|were|had|been|as|well)\s+planned\b/i.test(sentence))

const isWaiting: Look = (sentence) =>
  /(?<!\b(?:was|were|been|children|people|families|cases|referrals|those|no one|nobody|none)\s)\b(?:awaiting|awaits?|awaited)\b/i.test(
    sentence,
  ) ||
  /(?<!\b(?:was|were|been)\s)\bpending\s+(?:the|its|their|final|formal|approval|sign|agreement|decision|completion|confirmation|publication|recruitment|receipt|review|outcome|ratification)\b/i.test(
    sentence,
  )

const saysSo: Look = (sentence) =>
  /\bsubject\s+to\s+(?:\w+\s+)?(?:ratification|approval|sign|agreement|confirmation|funding|consultation|clearance)/i.test(
    sentence,
  ) ||
  /\bwork\s+is\s+(?:now |still )?(?:needed|required)\b|\bexpected\s+(?:shortly|soon|imminently)\b|\bstill\s+needs?\b/i.test(
    sentence,
  ) ||
  /\bneeds?\s+(?:further\s+)?(?:embedding|completing|finalising|updating|agreeing|reviewing|approval|signing)\b/i.test(
    sentence,
  ) ||
  (/\bnext\s+(?:steps?|stages?|phases?)\b/i.test(sentence) && !PAST.test(sentence)) ||
  /\b(?:not\s+yet|(?:has|have|is|are)\s+yet\s+to|yet\s+to\s+be|still\s+to|still\s+(?:outstanding|required|needed)|remains?\s+(?:to\s+be|outstanding))\b/i.test(
    sentence,
  ) ||
  (/\b(?:further|additional|more|remaining)\s+(?:[\w-]+\s+){0,3}(?:is |are )?(?:required|needed|planned|outstanding)\b/i.test(
    sentence,
  ) &&
    !PAST.test(sentence)) ||
  /\b(?:TBC|TBA|to follow(?:\s+(?:shortly|soon|later|next|in|by)\b.*)?)\W*$/i.test(
    sentence.replace(
      /\b(?:procedures?|guidance|steps|process(?:es)?|rules?|pathways?|protocols?)\s+to follow\b/i,
      '',
    ),
  ) ||
  /\bTBC\b/.test(sentence)

const PAST = /\b(?:was|were|had|has been|have been|has|have|did)\b/i

/** "is to be", and "Protocol to be signed off": but not "allows children to be heard" or "found to be good". */
const isToBe: Look = (sentence) => {
  if (IS_TO.test(sentence)) return true
  const found = /^(?<before>[^,]*?)\bto\s+be\s+\w+/i.exec(sentence)
  if (!found) return false
  return !NOT_A_TASK.test(found.groups?.before ?? '') && !/\b(?:was|were|had|has|have)\b/i.test(sentence)
}

const IS_TO = new RegExp(`\\b(?:is|are)\\s+(?:now |also |still |then )?to\\s+${WORK}\\b`, 'i')

const NOT_A_TASK =
  /\b(?:was|were|is|are|had|has|have|can|could|would|should|may|might|must|do|does|did|need|needs|needed|able|unable|likely|right|ready|how|what|which|who|order|so|as|about|found|shown|seen|prove[dns]?|consider(?:ed|s)?|deemed|judged|thought|felt|known|reported|said|seems?|appears?|continues?|used|using|allow\w*|enabl\w*|help\w*|ensur\w*|expect\w*|want\w*|wish\w*|encourag\w*|permit\w*|requir\w*|ask\w*|caus\w*|lead\w*|led|support\w*|opportunit\w*|chance|ability|aim\w*|for (?:all |every |each )?(?:child\w*|young|famil\w*|parents|staff))\b/i

/** "Pilot to report back", "Head of Service to draft guidance": somebody is given a task, and nothing says it was done. */
const somebodyTo: Look = (sentence) => {
  const found = new RegExp(
    `^(?<before>(?:[\\w’'&/()-]+\\s+){1,7})to\\s+(?:also |then |now )?(?<verb>${WORK})\\b(?<rest>.*)$`,
    'i',
  ).exec(sentence)
  const { before = '', verb = '', rest = '' } = found?.groups ?? {}
  if (!found || NOT_A_TASK.test(before) || DOING.test(before)) return false
  const purpose = BEGINNING.test(verb) ? PARTICIPLE : PURPOSE
  if (purpose.test(before) && !HOLDER.test(before)) return false
  return !DONE.test(rest) && !/^to\b/i.test(before)
}

/** A past participle, or a thing that is made for something, before "to": what follows says what it is for. */
const PURPOSE =
  /\b(?!(?:agreed|revised|updated|final|proposed|need|speed|indeed)\b)\w{2,}ed\b|\b(?:set|built|made|given|met|held|taken|begun|put|brought|agreed|in place|place|access|response|due|according|regard|prior|up|training|system|systems|service|services|arrangements|mechanisms?|process(?:es)?|procedures?|framework|protocols?|tools?|meeting|meetings|programme|panel|forum|funding|plans?|pathways?|work|contract|referral|referrals|workshops?|commitment|reminders?|steps|group)\s*$/i

/** A programme may be for training staff; what a programme is to start is the programme itself. */
const BEGINNING = /^(?:commence|begin|start|launch|finish|conclude|follow)$/i
const PARTICIPLE = /\b(?!agreed\b)\w{2,}ed\s*$/i

/** Somebody who meets, works or attends "to review cases" does so already. */
const DOING =
  /\b(?:meets?|works|uses|attends|provides|continues|exists|runs|holds|seeks|serves|goes|comes|takes|makes|gives|monitors|wrote|went|took|gave|came|made|sent|brought|ran|rose|fell|kept|told|spoke|began|chose|won)\b/i

/** "Head of Service to …": a post, whatever its name ends with. */
const HOLDER =
  /^(?:the\s+)?(?:heads?|leads?|directors?|deputy|chairs?|managers?|assistant)\s+(?:of|for)\b|^(?:named|designated|appointed)\s/i

const DONE =
  /\b(?:held|in place|took|was|were|is|are|has|have|had|now|done|complete|met|delivered|available|operational)\b|\w{3,}ed\W*$/i

const daysAhead: Look = (sentence, until) => {
  if (daysNamed(sentence).some(({ on }) => on > until)) return true
  if (/\b(?:was|were|had)\b/i.test(sentence)) return false
  return monthsNamed(sentence, until).some(({ on, words }) => on > until && !isDone(sentence, words))
}

/** Whether the clause before a date says that the thing was done by then. */
function isDone(sentence: string, date: string): boolean {
  const clause =
    sentence
      .slice(0, sentence.indexOf(date))
      .split(/[,;]|\band\b/)
      .at(-1) ?? ''
  return /\b(?:completed|achieved|finished|done|met|delivered|published|trained|implemented|agreed|in place)\b/i.test(
    clause,
  )
}
