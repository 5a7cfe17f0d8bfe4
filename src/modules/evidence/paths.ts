import { query } from '../../platform/words.ts'
/** Every address of the evidence: the pages about it stand in plans, which know what it supports. */
export const evidencePaths = {
  register: (view: Record<string, string | null> = {}): string => `/evidence${query(view)}`,
  one: (id: string): string => `/evidence/${id}`,
  file: (id: string, number: number | ':number'): string => `/evidence/${id}/versions/${number}`,
  newVersion: (id: string): string => `/evidence/${id}/new-version`,
  attach: (id: string, planId: string | null = null): string =>
    `/evidence/${id}/attach${query({ plan: planId })}`,
  detach: (id: string, useId: string | null = null): string =>
    `/evidence/${id}/detach${query({ use: useId })}`,
  withdraw: (id: string): string => `/evidence/${id}/withdraw`,
} as const
