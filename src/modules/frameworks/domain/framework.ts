import type { PlainDate } from '../../../platform/calendar.ts'

/** What an inspectorate judges by, in one version: data, so that the next one is a file and no code. */
export interface Framework {
  code: string
  version: string
  title: string
  inspectorate: string
  inForceFrom: PlainDate
  /** The last day on which it was judged by; null while it is. */
  inForceTo: PlainDate | null
  /** Where the original can be read. */
  source: string
  /** The best first. */
  grades: Grade[]
  /** Whether the areas are summed up in one grade. */
  overallGrade: boolean
  areas: JudgementArea[]
  /** In the framework's own order. */
  descriptors: Descriptor[]
}

export interface Grade {
  code: string
  words: string
}

export interface JudgementArea {
  code: string
  words: string
}

/** A statement that has to be true for its grade. */
export interface Descriptor {
  code: string
  grade: string
  area: string
  words: string
}

/** One version of one framework. */
export interface FrameworkKey {
  framework: string
  version: string
}

/** One statement of it. */
export interface StatementKey extends FrameworkKey {
  descriptor: string
}

/** "Inspection of local authority children's services (Ofsted, 2026)". */
export const frameworkName = ({ title, inspectorate, version }: Framework): string =>
  `${title} (${inspectorate}, ${version})`

/** A grade in its own words; its code where the framework has no such grade any more. */
export const gradeWords = ({ grades }: Pick<Framework, 'grades'>, code: string): string =>
  grades.find((grade) => grade.code === code)?.words ?? code

/** The statements of one grade, in the framework's own order. */
export const descriptorsOf = ({ descriptors }: Pick<Framework, 'descriptors'>, grade: string): Descriptor[] =>
  descriptors.filter((descriptor) => descriptor.grade === grade)
