import styles from './CategoriesTable.module.css'
import { type Category, toggledCategory } from './chosenCategories.ts'
import { useAddress } from './useAddress.ts'

/** The name of a category; pressed, its curve is drawn. */
export function CategoryButton({ category: { fileId, name } }: { category: Category }) {
  const { parameters, change } = useAddress()
  return (
    <button
      type="button"
      className={styles.name}
      aria-pressed={parameters.getAll('category').includes(String(fileId))}
      onClick={() => change({ category: toggledCategory(parameters, fileId) })}
    >
      {name}
    </button>
  )
}
