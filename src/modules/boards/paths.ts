import type { PlainDate } from '../../platform/calendar.ts'

export const paths = {
  boards: (): string => '/boards',
  board: (id: string, since: PlainDate | null = null): string =>
    `/boards/${id}${since ? `?since=${since}` : ''}`,
  seats: (id: string): string => `/boards/${id}/seats`,
  makeChair: (id: string): string => `/boards/${id}/chair`,
  endSeat: (id: string): string => `/boards/${id}/end`,
}
