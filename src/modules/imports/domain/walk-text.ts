/** The text around the tables: keys, section lines, headings, findings printed above their tables, lists below. */
import { rowDoubt } from './doubts.ts'
import { newFinding, readDeadline, splitDeadline } from './findings.ts'
import type { LegendEntry, ReadPhase } from './reading.ts'
import { type Block, type LegendBlock, labelOf, type SectionBlock, type TextBlock } from './segments.ts'
import { meaningOf, statusHead } from './statuses.ts'
import type { Walk } from './walk.ts'

/** A key counts for the whole document, wherever it stands. */
export function readLegends(walk: Walk): void {
  for (const block of walk.blocks) if (block.kind === 'legend') readLegend(walk, block)
}

function readLegend({ document, ledger }: Walk, block: LegendBlock): void {
  ledger.mark(block.label, 'used', 'key')
  for (const { mark, meaning, line, cells } of block.entries) {
    const canonical =
      statusHead(meaning)?.rest === '' ? (statusHead(meaning)?.canonical ?? null) : meaningOf(meaning)
    document.legend.push({ mark, meaning, canonical, line } satisfies LegendEntry)
    ledger.mark(cells, 'used', 'key')
  }
}

export function enterSection(walk: Walk, block: SectionBlock, index: number): void {
  const { place, ledger } = walk
  place.list = null
  ledger.mark(block.cells, 'used', block.field)
  const name = block.name || block.ref || ''
  if (block.field === 'recommendation') {
    openFinding(walk, block.ref, block.name, block)
    // One of a list of findings stands above no table of its own.
    if (isFindingLine(walk.blocks[index - 1]) || isFindingLine(walk.blocks[index + 1])) place.finding = null
  } else if (block.field === 'phase') place.phase = phaseOf(walk, block)
  else if (block.field === 'outcome' && place.phase?.outcome === null) place.phase.outcome = name
  else place[block.field] = name
  if (block.field === 'theme' || block.field === 'phase')
    Object.assign(place, { finding: null, heading: name })
  if (block.field === 'theme') Object.assign(place, { objective: null, outcome: null })
}

function isFindingLine(block: Block | undefined): boolean {
  return block?.kind === 'section' && block.field === 'recommendation'
}

function phaseOf({ base }: Walk, block: SectionBlock): ReadPhase {
  const { name, deadline } = splitDeadline(block.text)
  return { name: name || block.text, by: deadline ? readDeadline(deadline, base) : null, outcome: null }
}

export function visitText(walk: Walk, block: TextBlock, index: number): void {
  const numbered = /^(\d{1,2})[.)]\s+(.+)$/.exec(block.text)
  if (block.role === 'label') enterLabel(walk, block)
  else if (numbered && leadsTable(walk, index))
    openFinding(walk, numbered[1] ?? null, numbered[2] ?? '', block)
  else if (afterLabel(walk, index) && leadsTable(walk, index)) openFinding(walk, null, block.text, block)
  else if (walk.place.list && (block.role === 'bullet' || block.role === 'paragraph'))
    addToFinding(walk, block, index)
  else if (block.role === 'heading') enterHeading(walk, block, index)
}

/** Whether the next block that says anything is a table with headings. */
function leadsTable({ blocks }: Walk, index: number): boolean {
  let at = index + 1
  while (blocks[at]?.kind === 'dropped') at += 1
  const next = blocks[at]
  return next?.kind === 'table' && next.header !== null
}

function afterLabel({ blocks }: Walk, index: number): boolean {
  const before = blocks[index - 1]
  return before?.kind === 'text' && labelOf(before.text) === 'recommendation'
}

function enterLabel({ place, ledger }: Walk, block: TextBlock): void {
  const label = labelOf(block.text)
  ledger.mark(block.cells, 'used', 'label')
  if (label === 'recommendation') place.list = null
  else if (place.finding !== null && label) place.list = label
}

export function openFinding(
  walk: Walk,
  ref: string | null,
  words: string,
  { line, cells }: TextBlock | SectionBlock,
): void {
  const { place } = walk
  const deadline = place.deadline ? readDeadline(place.deadline, walk.base) : null
  walk.findings.push(
    newFinding({ ref, words: words || null, group: place.heading, deadline, sourceLines: [line] }),
  )
  Object.assign(place, { finding: walk.findings.length - 1, list: null })
  walk.ledger.mark(cells, 'used', 'finding')
}

function enterHeading(walk: Walk, block: TextBlock, index: number): void {
  const { name, deadline } = splitDeadline(block.text)
  const title = walk.document.title === block.text
  Object.assign(walk.place, {
    finding: null,
    list: null,
    heading: title ? null : name,
    deadline,
    objective: null,
    outcome: null,
  })
  if (deadline || leadsTable(walk, index)) {
    walk.place.theme = title || isFurnitureName(name) ? walk.place.theme : name
    walk.ledger.mark(block.cells, 'used', 'heading')
  }
}

/** A heading that names the table and not what it is about. */
function isFurnitureName(name: string): boolean {
  return /\b(action plan|improvement plan|appendix|table|annex|milestone report)\b/i.test(name)
}

/** Lists below a finding's table: the first is its success criteria, the next after a blank line its measures. */
function addToFinding(walk: Walk, block: TextBlock, index: number): void {
  const { place } = walk
  const finding = walk.findings[place.finding ?? -1]
  if (!finding) return
  const text = block.text.replace(/^(?:[-•·▪●◦*]\s*)+/, '').trim()
  const before = walk.blocks[index - 1]
  const labelled = before?.kind === 'text' && before.role === 'label'
  if (block.blankBefore && !labelled && place.list === 'criteria' && finding.successCriteria.length > 0) {
    place.list = 'measures'
    finding.doubts.push(
      rowDoubt('finding', `The list from line ${block.line} has no heading: it was read as the measures.`),
    )
  }
  const list = place.list === 'measures' ? finding.measures : finding.successCriteria
  list.push(text)
  finding.sourceLines.push(block.line)
  walk.ledger.mark(block.cells, 'used', place.list === 'measures' ? 'measure' : 'successCriteria')
}
