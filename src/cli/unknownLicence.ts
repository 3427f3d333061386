/** What is printed of a model whose licence nobody has said. */
export const unknownLicence = 'unknown: say the one that the weights came under with --licence and --force'
