import styles from './Meter.module.css'

type Props = {
  /** what is under way */
  label: string
  /** 0 to 1; undefined where it cannot be told */
  value?: number | undefined
}

/** How far something is, with its label above. */
export function Meter({ label, value }: Props) {
  return (
    <label className={styles.meter}>
      <span>{label}</span>
      <progress max={1} {...(value === undefined ? {} : { value })} />
    </label>
  )
}
