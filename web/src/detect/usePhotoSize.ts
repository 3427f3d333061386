import { useEffect, useState } from 'react'

type PhotoSize = { readonly width: number; readonly height: number }

/** The pixels of an upright photo as the browser reads it; undefined until it has, null where it cannot. */
export function usePhotoSize(src: string): PhotoSize | null | undefined {
  const [size, setSize] = useState<PhotoSize | null>()

  useEffect(() => {
    const photo = new Image()
    photo.onload = () => setSize({ width: photo.naturalWidth, height: photo.naturalHeight })
    photo.onerror = () => setSize(null)
    photo.src = src
    return () => {
      photo.onload = null
      photo.onerror = null
    }
  }, [src])

  return size
}
