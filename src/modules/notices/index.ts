export { type NewNotice, notify } from './actions.ts'
