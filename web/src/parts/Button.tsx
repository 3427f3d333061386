import type { ButtonHTMLAttributes } from 'react'
import styles from './Button.module.css'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `plain` has no border: for rows of small actions */
  look?: 'primary' | 'normal' | 'plain' | 'danger'
}

/** The class of a button, for links that look like one. */
export const buttonClass = (look: Props['look'] = 'normal'): string => `${styles.button} ${styles[look]}`

/** A button of at least 40 pixels, so that a thumb finds it. */
export function Button({ look, className, type = 'button', ...rest }: Props) {
  return <button type={type} className={`${buttonClass(look)} ${className ?? ''}`} {...rest} />
}
