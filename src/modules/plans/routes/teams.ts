import type { FastifyInstance } from 'fastify'
import { type Deps, route } from '../../../platform/http/routes.ts'
import { tableRoutes } from '../../../platform/http/tables.ts'
import { readTeam, readTeams } from '../actions/teams.ts'
import { toEvidenceTable } from '../documents/evidence-table.ts'
import { toTeamTable } from '../documents/team-table.ts'
import { teamPage, toTeamPage } from '../pages/team.ts'
import { fileOf } from '../pages/team-file.ts'
import { teamsPage, toTeamsPage } from '../pages/teams.ts'
import { paths } from '../paths.ts'
import { IdParams } from './query.ts'

export function teamRoutes(app: FastifyInstance, deps: Deps): void {
  const can = 'evidence.view'
  route(app, deps, {
    ...{ method: 'GET', url: paths.teams(), can, keeps: true },
    handle: async ({ scope, page }) => page(teamsPage, toTeamsPage(await scope(readTeams))),
  })
  route(app, deps, {
    ...{ method: 'GET', url: paths.team(':id'), can, keeps: true, params: IdParams },
    handle: async ({ params, scope, page }) => {
      const { today, ...held } = await scope(async (s) => ({
        ...(await readTeam(s, params.id)),
        today: s.today,
      }))
      return page(teamPage, toTeamPage(held, today))
    },
  })
  tableRoutes(app, deps, {
    ...{ can, params: IdParams },
    url: (format) => paths.teamPlanTable(':id', format),
    table: async ({ params, scope }) => {
      const { team, rows } = await scope(async (s) => {
        const held = await readTeam(s, params.id)
        return { ...held, ...fileOf(held, s.today) }
      })
      return toTeamTable(team, rows)
    },
  })
  tableRoutes(app, deps, {
    ...{ can, params: IdParams },
    url: (format) => paths.teamEvidenceTable(':id', format),
    table: async ({ params, scope }) => {
      const { team, pieces, places } = await scope(async (s) => {
        const held = await readTeam(s, params.id)
        return { ...held, pieces: fileOf(held, s.today).pieces }
      })
      return { ...toEvidenceTable(pieces, places), title: `${team.name}, evidence` }
    },
  })
}
