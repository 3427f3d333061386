import styles from './Skeleton.module.css'

/** Keeps the place of what is on its way; seen only where it takes longer than a moment. */
export function Skeleton({ height }: { height: number }) {
  return (
    <div className={styles.skeleton} style={{ minHeight: height }}>
      <span className="visually-hidden">Loading …</span>
    </div>
  )
}
