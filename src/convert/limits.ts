/** Bytes of a model's file: three times that of ResNet-152 with the state of its optimizer. */
export const mostBytes = 2 ** 31

/** Numbers of a tensor: the largest can be that of the scores, which has so many with 1,600 classes. */
export const mostNumbers = 2 ** 25
