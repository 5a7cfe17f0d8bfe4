/** The state of one reading: what holds at this place of the document, and what was found so far. */
import type { PlainDate } from '../../../platform/calendar.ts'
import type { DayOrder } from './date-words.ts'
import type { Ledger } from './ledger.ts'
import type {
  ColumnMatch,
  Doubt,
  ReadChoices,
  ReadDocument,
  ReadFinding,
  ReadPhase,
  ReadRow,
  Repair,
  SideTable,
} from './reading.ts'
import type { Draft, PlanTable } from './rows.ts'
import type { Block, TableBlock } from './segments.ts'

/** What holds at one place of the document while it is walked from top to bottom. */
export interface Place {
  theme: string | null
  objective: string | null
  outcome: string | null
  phase: ReadPhase | null
  finding: number | null
  /** The last heading: a findings list's group, a side table's title. */
  heading: string | null
  deadline: string | null
  /** The heading that gave the theme: how high it stands, and whether headings below it are its parts. */
  themeRank: number | null
  /** A section gave the theme and no table has come since, or its first heading was already read as a part. */
  parts: boolean
  /** Whether a list of findings is open: "Recommendations", "The service should:". */
  listing: boolean
  /** Where bullets below a finding's table go; null outside. */
  list: 'criteria' | 'measures' | null
}

/** All tables with the same headings, and what was settled once for them. */
export interface Family {
  tables: TableBlock[]
  columns: ColumnMatch[] | null
  order: DayOrder | null
}

export interface Walk {
  document: ReadDocument
  blocks: readonly Block[]
  place: Place
  base: PlainDate | null
  rows: ReadRow[]
  /** The rows by what makes them the same row, to find one printed twice. */
  known: Map<string, { row: ReadRow; draft: Draft }>
  /** Tables by their headings, and what the columns of such tables are. */
  byHeadings: Map<string, Family>
  findings: ReadFinding[]
  /** The first finding of each wording, by its place; as many entries as findings were looked at. */
  findingsByWords: Map<string, number>
  side: SideTable[]
  doubts: Doubt[]
  repairs: Repair[]
  ledger: Ledger
  /** Drafts that the rebuilt tables gave, and how many of their lines did not fit: for the refusal. */
  tables: PlanTable[]
  choices: ReadChoices
  /** Keys of repairs that a person does not want. */
  undone: ReadonlySet<string>
}

/** A walk at the document's first line. */
export function openWalk(given: Pick<Walk, 'document' | 'blocks' | 'ledger' | 'base' | 'choices'>): Walk {
  const place: Place = {
    theme: null,
    objective: null,
    outcome: null,
    phase: null,
    finding: null,
    heading: null,
    deadline: null,
    themeRank: null,
    parts: false,
    listing: false,
    list: null,
  }
  return {
    ...given,
    undone: new Set(given.choices.undone),
    place,
    byHeadings: families(given.blocks),
    known: new Map(),
    rows: [],
    findings: [],
    findingsByWords: new Map(),
    side: [],
    doubts: [],
    repairs: [],
    tables: [],
  }
}

function families(blocks: readonly Block[]): Walk['byHeadings'] {
  const found: Walk['byHeadings'] = new Map()
  for (const block of blocks) {
    if (block.kind !== 'table' || !block.header) continue
    const family = found.get(block.header.key) ?? { tables: [], columns: null, order: null }
    family.tables.push(block)
    found.set(block.header.key, family)
  }
  return found
}
