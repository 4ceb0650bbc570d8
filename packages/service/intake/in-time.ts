/** The answer, or null when it takes longer than so many milliseconds. */
export async function inTime<T>(answer: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((settle) => {
    timer = setTimeout(settle, milliseconds, null);
  });
  const first = await Promise.race([answer, late]);
  clearTimeout(timer);
  return first;
}
