/** Every address of the module. */
export const frameworkPaths = {
  frameworks: (): string => '/frameworks',
  framework: (code: string, version: string): string => `/frameworks/${code}/${version}`,
} as const
