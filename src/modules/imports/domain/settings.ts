import type { Decision } from './compare/compare.ts'
import type { Settled } from './settled.ts'

/** Everything that a person says of an import beside how it is read: kept with it, step by step. */
export interface ImportSettings extends Partial<Settled> {
  /** Whether the person said which plan the document changes; before, one is suggested. */
  targetChosen?: boolean
  /** The steps that were gone through. */
  done?: Step[]
  /** By the row's stable key. */
  decisions?: Record<string, Decision>
}

export const STEPS = ['found', 'columns', 'words'] as const

export type Step = (typeof STEPS)[number]
