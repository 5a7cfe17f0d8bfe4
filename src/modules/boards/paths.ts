import type { PlainDate } from '../../platform/calendar.ts'
import type { TableFormat } from '../../platform/office/table.ts'

export const paths = {
  boards: (): string => '/boards',
  boardsTable: (format: TableFormat): string => `/boards/list.${format}`,
  board: (id: string, since: PlainDate | null = null): string =>
    `/boards/${id}${since ? `?since=${since}` : ''}`,
  rename: (id: string): string => `/boards/${id}/name`,
  close: (id: string): string => `/boards/${id}/close`,
  seats: (id: string): string => `/boards/${id}/seats`,
  makeChair: (id: string): string => `/boards/${id}/chair`,
  endSeat: (id: string): string => `/boards/${id}/end`,
}
