/**
 * What chance tries is the same in every run, so that a red run is red again, and never by luck alone.
 * `CHANCE=anew npm test` tries something new; `CHANCE=12345` tries again what a report names as its seed.
 */
import fc from 'fast-check'

const SAME = 20261124
const { CHANCE } = process.env

if (CHANCE !== 'anew') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(CHANCE ?? SAME) })
