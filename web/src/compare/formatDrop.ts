const drops = new Intl.NumberFormat('en', { maximumSignificantDigits: 15 })

/** How far a number may drop, in points of 100, with all its digits: `1 point`, `0.0004 points`. */
export const formatDrop = (points: number): string => `${drops.format(points)} ${points === 1 ? 'point' : 'points'}`
