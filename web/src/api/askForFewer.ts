/**
 * Asks for a page, and as long as it is too large to be given for half as many.
 * @param first how many are asked for at first
 * @param ask given how many
 * @param isTooMuch tells an answer that refuses the page as too large
 */
export async function askForFewer<Answer>(
  first: number,
  ask: (first: number) => Promise<Answer>,
  isTooMuch: (answer: Answer) => boolean,
): Promise<Answer> {
  let wanted = first
  for (;;) {
    const answer = await ask(wanted)
    if (wanted <= 1 || !isTooMuch(answer)) return answer
    wanted = Math.ceil(wanted / 2)
  }
}
