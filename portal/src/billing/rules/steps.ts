/** The step in force on a day: the last one that begins on it or before. Undefined when none has begun. */
export const inForce = <Step extends { readonly fromOn: string }>(
  steps: readonly Step[],
  day: string,
): Step | undefined => steps.findLast(({ fromOn }) => fromOn <= day)
