/** The state of an address that was opened from the gallery, so that Back leads there. */
export const fromGallery = { fromGallery: true }

/** Whether the step before this address in the browser's history is the gallery. */
export const isFromGallery = (): boolean => history.state?.fromGallery === true
