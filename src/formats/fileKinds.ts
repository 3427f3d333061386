const image = /\.(?:jpe?g|png|webp|bmp|gif|tiff?|heic|heif|avif|dng|mpo|pfm)$/i
/**
 * Notes, caches, names of categories and the settings of tools: found beside labels, and never labels themselves. By
 * whole names, as license_plate_1.txt is a label. Roboflow writes README.dataset.txt.
 */
const beside =
  /(?:^|\/)(?:readme(?:\.(?:dataset|roboflow))?(?:\.(?:txt|rst|html?))?|licen[cs]e(?:\.(?:txt|rst|html?))?|(?:predefined_)?classes\.txt|notes\.json|thumbs\.db|desktop\.ini|[^/]+\.(?:cache|npy|md|ya?ml|names|data))$/i

/** By the end of its name; of these fovea reads JPEG, PNG and WebP. */
export const isImage = (path: string) => image.test(path)

/** Whether a file that lies between data files is of a kind that never holds any. */
export const isNeverData = (path: string) => image.test(path) || beside.test(path)

/** A path without the extension of its file, '/' between folders. */
export const withoutExtension = (path: string) => path.replace(/\.[^./]+$/, '')
