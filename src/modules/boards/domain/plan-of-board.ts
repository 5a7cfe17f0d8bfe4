import type { PlanRow, ThemeFacts } from '../../plans/index.ts'
import type { Movement } from './movement.ts'

/** One plan, as far as one board monitors it. */
export interface PlanOfBoard {
  id: string
  title: string
  themes: ThemeFacts[]
  /** In the order of the plan; dropped ones too. */
  rows: PlanRow[]
  movement: Movement
}
