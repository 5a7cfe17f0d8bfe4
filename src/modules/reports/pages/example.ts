import type { Layout } from '../domain/layout.ts'

/** A report for the examples of pages. */
export const exampleLayout: Layout = {
  ...{ code: 'example', name: 'Milestone report', title: '{plan}: milestone report as at {day}' },
  ...{ audience: 'Boards', describes: 'Every milestone', orientation: 'landscape', paper: 'A4' },
  ...{ published: false, compares: false },
  sections: [
    { kind: 'front', edition: true },
    { kind: 'counts', heading: 'Where the plan stands', chart: true },
    { kind: 'findings' },
  ],
}
