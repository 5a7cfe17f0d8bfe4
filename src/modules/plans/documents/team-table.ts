import { date, number, type Table, tableOf, text } from '../../../platform/office/table.ts'
import type { Team } from '../domain/team.ts'
import type { TeamRow } from '../pages/team-file.ts'
import { leadInFull, statedDate, statusView } from '../pages/words.ts'

/** A team's part of all plans, to take away. */
export const toTeamTable = ({ name }: Team, rows: readonly TeamRow[]): Table =>
  tableOf(`${name}, milestones`, rows, [
    text('Plan', ({ plan }) => plan.title),
    text('Action number', ({ action }) => action.ref),
    text('Number', ({ milestone }) => milestone.ref),
    text('Milestone', ({ milestone }) => milestone.words),
    text('Status', ({ standing, milestone }) => statusView(standing, milestone.latest).words),
    date('Due', ({ milestone }) => milestone.due?.on ?? statedDate(milestone.due)),
    text('Overdue', ({ overdue }) => (overdue ? 'Yes' : 'No')),
    text('Part', ({ leads }) => (leads ? 'Leads' : 'In support')),
    text('Leads', ({ milestone }) => milestone.leads.map(leadInFull).join('; ')),
    number('Pieces of evidence', ({ milestone }) => milestone.evidence.length),
    date('Last said on', ({ milestone }) => milestone.latest?.saidOn ?? null),
    text('What was done', ({ milestone }) => milestone.latest?.done ?? null),
  ])
