import { TARGETS, type TargetKind } from '../domain/facts.ts'

/** What can be threatened, by kind, as a list to choose from. */
export type TargetOptions = {
  label: string
  options: { value: string; text: string; selected: boolean }[]
}[]

const LONGEST = 110

export function toTargetOptions(
  targets: readonly { kind: TargetKind; id: string; name: string }[],
  chosen: string | null,
): TargetOptions {
  return Object.entries(TARGETS)
    .map(([kind, label]) => ({
      label: `${label}s`,
      options: targets
        .filter((target) => target.kind === kind)
        .map(({ id, name }) => ({
          value: `${kind} ${id}`,
          text: name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name,
          selected: chosen === id || chosen === `${kind} ${id}`,
        })),
    }))
    .filter(({ options }) => options.length > 0)
}
