import { features } from '../../features.ts'
import type { Feature } from '../../web/feature.ts'

/** The features without what they do by themselves: a test does that when it is due, and nothing comes between. */
export const withoutChores: readonly Feature[] = features.map((feature) => ({ ...feature, chores: [] }))
