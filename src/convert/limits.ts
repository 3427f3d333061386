/** Bytes of a model's file: three times that of ResNet-152 with the state of its optimizer. */
export const mostBytes = 2 ** 31

/** Numbers of a tensor: ten times those of the largest, the scores of 1,000 classes. */
export const mostNumbers = 2 ** 26
