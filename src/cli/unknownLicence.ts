/** Licence of a model of which nobody has said one. */
export const unknownLicence = 'unknown'

/** What is printed of a licence. */
export const licenceText = (licence: string): string =>
  licence === unknownLicence
    ? `${unknownLicence}: say the one that the weights came under with --licence and --force`
    : licence
