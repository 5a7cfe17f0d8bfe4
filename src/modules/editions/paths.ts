import type { TableFormat } from '../../platform/office/table.ts'

/** Every address of the module. */
export const paths = {
  plan: (planId: string): string => `/plans/${planId}`,
  action: (actionId: string): string => `/actions/${actionId}`,
  milestone: (milestoneId: string): string => `/milestones/${milestoneId}`,
  editions: (planId: string): string => `/plans/${planId}/editions`,
  edition: (planId: string, number: number | string): string => `/plans/${planId}/editions/${number}`,
  frontMatter: (planId: string): string => `/plans/${planId}/editions/front-matter`,
  refresh: (refreshId: string): string => `/refreshes/${refreshId}`,
  decide: (refreshId: string, actionId: string): string => `/refreshes/${refreshId}/actions/${actionId}`,
  undo: (refreshId: string, actionId: string): string => `/refreshes/${refreshId}/actions/${actionId}/undo`,
  addAction: (refreshId: string): string => `/refreshes/${refreshId}/new-actions`,
  newAction: (newActionId: string): string => `/new-actions/${newActionId}`,
  removeAction: (newActionId: string): string => `/new-actions/${newActionId}/remove`,
  approve: (refreshId: string): string => `/refreshes/${refreshId}/approve`,
  abandon: (refreshId: string): string => `/refreshes/${refreshId}/abandon`,
  crosswalk: (refreshId: string): string => `/refreshes/${refreshId}/crosswalk`,
  crosswalkTable: (refreshId: string, format: TableFormat): string =>
    `/refreshes/${refreshId}/crosswalk/list.${format}`,
}
