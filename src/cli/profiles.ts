/** The profiles of eval/settings.ts as the command line calls them. */
export const profiles = { pycocotools: 'PYCOCOTOOLS', omz: 'OMZ_ACCURACY_CHECKER' } as const
