import type { Interval } from './formatChange.ts'

/**
 * Whether a difference lies outside its own interval: of the images that are drawn few hold what makes it, so that neither
 * of the two is to be trusted.
 */
export const isOutside = (difference: number, { low, high }: Interval): boolean => difference < low || difference > high
