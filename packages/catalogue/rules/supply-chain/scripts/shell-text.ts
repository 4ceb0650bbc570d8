const DOWNLOAD = /\b(?:curl|wget|iwr|invoke-webrequest|irm|invoke-restmethod)\b/i;
const INTO_INTERPRETER =
  /\|\s*(?:sudo\s+(?:-\w+\s+)*)?(?:\S*\/)?(?:ba|z|da|k)?sh\b|\|\s*(?:sudo\s+)?(?:\S*\/)?(?:python3?|node|perl|ruby|iex|invoke-expression|pwsh|powershell)\b/i;
const SUBSTITUTED =
  /\b(?:(?:ba|z|da)?sh|eval|source|\.|python3?|node|perl)\b[^|;&\n]{0,40}(?:<\(|\$\(|`)\s*(?:curl|wget)\b|\b(?:iex|invoke-expression)\b.{0,60}(?:iwr|irm|webrequest|restmethod|downloadstring)/i;
const SAVED_THEN_RUN =
  /\b(?:curl|wget)\b[^\n]{0,200}?(?:-o|-O|--output|>)\s*([^\s;&|]+)[^\n]{0,200}?(?:&&|;)\s*(?:sudo\s+)?(?:chmod\s+\S+\s+\1\b|(?:ba|z|da)?sh\s+\1\b|python3?\s+\1\b|node\s+\1\b|\1(?:\s|$))/;

/** Whether a line of shell text downloads something and runs it. Text only; bounded, since lines of a target can be long. */
export function fetchesAndRuns(text: string): boolean {
  const line = text.slice(0, 4000);
  if (!DOWNLOAD.test(line) && !/downloadstring/i.test(line)) return false;
  const download = line.search(DOWNLOAD);
  return INTO_INTERPRETER.test(line.slice(Math.max(download, 0))) || SUBSTITUTED.test(line) || SAVED_THEN_RUN.test(line);
}
