/**
 * Works on several items at a time and yields what comes of them in their order. Does not wait for an item that is not
 * there yet when an earlier one is done, so that a slow pipe gets its results as they come.
 *
 * @param most - Items worked on at a time, at least 1.
 * @throws What `items` or `work` throw, after the results of the items before.
 */
export async function* workAhead<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const iterator = oneByOne(items)
  const begun: Promise<Result>[] = []
  let next: Promise<IteratorResult<Item>> | undefined
  try {
    for (let ended = false; !ended || begun.length > 0; ) {
      if (!ended && begun.length < most) {
        next ??= noted(iterator.next())
        const first = begun[0]
        if (first === undefined || (await isFirst(next, first))) {
          const step = await next.catch(async (error) => {
            ended = true
            begun.push(noted(Promise.reject(error)))
            return undefined
          })
          next = undefined
          if (step?.done) ended = true
          else if (step) begun.push(noted(work(step.value)))
          continue
        }
      }
      yield await (begun.shift() as Promise<Result>)
    }
  } finally {
    await iterator.return(undefined)
  }
}

async function* oneByOne<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

/** A rejection that is looked at later. */
function noted<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}

/** Whether `a` is settled before `b`. */
function isFirst(a: Promise<unknown>, b: Promise<unknown>): Promise<boolean> {
  const settled = (promise: Promise<unknown>, value: boolean) =>
    promise.then(
      () => value,
      () => value,
    )
  return Promise.race([settled(a, true), settled(b, false)])
}
