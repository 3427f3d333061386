import type { MouseEvent } from 'react'
import { Link } from 'wouter'
import { galleryBefore } from './fromGallery.ts'

/** Leads to the gallery: as it was and where one was in it, where one came from there. */
export function GalleryLink() {
  const gallery = galleryBefore()
  function goBack(event: MouseEvent) {
    if (gallery === null) return
    event.preventDefault()
    history.back()
  }
  return (
    <Link href={gallery ? `/history?${gallery}` : '/history'} onClick={goBack}>
      History
    </Link>
  )
}
