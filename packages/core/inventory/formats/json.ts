/**
 * JSON as its writers use it: line and block comments and trailing commas are allowed, as in tsconfig and
 * editor settings. Keys such as __proto__ become own properties. Throws a SyntaxError on anything else.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const plain = withoutComments(text);
    if (plain === text) throw error;
    return JSON.parse(plain);
  }
}

/** Comments and trailing commas as blanks of the same length, so that places stay what they are. */
function withoutComments(text: string): string {
  const pieces = text.match(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[^"/]+|\//g) ?? [];
  const bare = pieces.map((piece) => (/^\/[/*]/.test(piece) ? blank(piece) : piece)).join("");
  const tokens = bare.match(/"(?:[^"\\\n]|\\.)*"?|,|[^",]+/g) ?? [];
  return tokens.map((token, index) => (token === "," && /^\s*[}\]]/.test(tokens[index + 1] ?? "") ? " " : token)).join("");
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
