/** A risk or an issue that threatens something of a plan. */
export interface Threat {
  id: string
  /** "R3". */
  ref: string
  title: string
  href: string
}

export const exampleThreats = (): Threat[] => [
  {
    id: 'risk-1',
    ref: 'R1',
    title: 'Social workers leave faster than they are recruited',
    href: '/risks/risk-1',
  },
]
