import { describe, expect, test } from 'vitest'
import { workToCome } from './work-to-come.ts'

const UNTIL = '2026-05-31'

const TO_COME = [
  'The audit tool is agreed and new arrangements will be in place from 1 July 2026.',
  'Guidance drafted. It will be published next month.',
  'We will ensure that all managers are trained.',
  'The team will report back to the board.',
  'Standards agreed; briefings shall be given to all teams.',
  'Need to establish an audit cycle.',
  'Procedure agreed but managers need to be briefed.',
  'The service needs to recruit two practitioners.',
  'Policy is to be signed off by the board.',
  'Leaflet to be printed.',
  'Revised protocol to be signed off.',
  'Policy agreed and to be launched at the conference.',
  'Training is planned for the autumn.',
  'A launch event is scheduled for all partners.',
  'The first audit is due to start shortly.',
  'The report is due for publication.',
  'Evaluation is expected by the end of summer.',
  'We plan to repeat the audit.',
  'The panel is going to review the first ten cases.',
  'Awaiting sign-off from the health trust.',
  'Complete, pending approval by the board.',
  'Next steps: brief the teams.',
  'The second cohort has yet to be trained.',
  'Two teams have not yet moved.',
  'Some files still to be checked.',
  'The launch remains outstanding.',
  'Further training is required for new staff.',
  'Evaluation report to follow.',
  'Date of launch TBC.',
  'Pilot to report back to the quality group.',
  'Head of Service to draft practice guidance.',
  'Team managers to sign off the remaining plans.',
  'Full roll-out by September 2026.',
  'Launch on 3rd June 2026.',
  'In use from 01.07.26.',
  'Roll-out to remaining teams by July.',
  'Done in the north, and the south by end of August.',
]

const FINISHED = [
  'The new arrangements are in place and in use.',
  'The policy was to be signed off in March, and it has been.',
  'The protocol has been published and staff have been briefed.',
  'Heads of Service monitor compliance through audit.',
  'Leads will continue to monitor this through audit.',
  'A new standard which will help families to be heard is in use.',
  'There is good will between the partners.',
  'No further work is needed.',
  'No further training will be required.',
  'There are no next steps.',
  'This will not be repeated.',
  'Staff understand the need to record the child’s view.',
  'Children know who they need to contact.',
  'Workers can see at once when a child needs to be seen.',
  'Cases no longer need to be countersigned.',
  'The training was planned and delivered in April.',
  'All sessions took place as planned.',
  'Two sessions were lost due to sickness.',
  'The report was due to be published in April and was.',
  'The number of children awaiting assessment has fallen to nil.',
  'The trust was awaiting approval, which came on 3 May 2026.',
  'Next steps were agreed with partners and all have been taken.',
  'Practice was judged outstanding.',
  'The service was found to be good.',
  'The form allows children to be heard before each review.',
  'A system was set up to monitor attendance.',
  'System to monitor attendance is in place.',
  'Service established to provide health assessments.',
  'Meeting to agree thresholds held in April 2026.',
  'Arrangements to report each month are working well.',
  'Programme completed with effect from April 2026.',
  'A continuation programme is under way.',
  'Agreed with the trust in May 2026.',
  'Completed by March.',
  'Published (version of June 2026 template).',
  'Procedures to follow when a child is missing are on the intranet.',
  'Managers used the tool to review 40 cases.',
  'Will Smith House reopened in March.',
]

describe('work still to come', () => {
  test.each(TO_COME)('is heard in: %s', (note) => {
    expect(workToCome(note, UNTIL)).not.toBeNull()
  })

  test.each(FINISHED)('is not heard in: %s', (note) => {
    expect(workToCome(note, UNTIL)).toBeNull()
  })

  test('is quoted as the sentence that speaks of it', () => {
    const note = 'The standard is agreed. Teams need to be briefed. All is well.'
    expect(workToCome(note, UNTIL)).toBe('Teams need to be briefed.')
  })

  test('is measured from the day of the note: the same words are no news a year later', () => {
    expect(workToCome('Roll-out in September 2026.', '2026-08-31')).not.toBeNull()
    expect(workToCome('Roll-out in September 2026.', '2026-09-30')).toBeNull()
  })
})
