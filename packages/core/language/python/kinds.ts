import type { Language } from "web-tree-sitter";

/** Named node types of the grammar that the lowering tells apart. ERROR is a region that the parser could not read. */
// biome-ignore format: one group per line
const NODE_TYPES = [
  "module", "block", "ERROR", "unknown", "comment",
  "identifier", "string", "concatenated_string", "string_start", "string_end", "interpolation", "format_specifier", "format_expression",
  "integer", "float", "true", "false", "none", "ellipsis", "attribute", "subscript", "slice", "call", "argument_list", "keyword_argument",
  "list_splat", "list_splat_pattern", "dictionary_splat", "dictionary_splat_pattern", "list", "tuple", "set", "dictionary", "pair",
  "expression_list", "pattern_list", "tuple_pattern", "list_pattern", "parenthesized_expression", "generator_expression",
  "list_comprehension", "set_comprehension", "dictionary_comprehension", "for_in_clause", "if_clause", "lambda", "lambda_parameters",
  "conditional_expression", "named_expression", "boolean_operator", "binary_operator", "comparison_operator", "not_operator",
  "unary_operator", "await", "yield", "as_pattern", "as_pattern_target",
  "type", "type_parameter", "generic_type", "union_type", "member_type", "constrained_type", "splat_type",
  "expression_statement", "assignment", "augmented_assignment", "return_statement", "delete_statement", "raise_statement",
  "assert_statement", "pass_statement", "break_statement", "continue_statement", "global_statement", "nonlocal_statement",
  "print_statement", "chevron", "exec_statement", "type_alias_statement", "if_statement", "elif_clause", "else_clause", "for_statement",
  "while_statement", "try_statement", "except_clause", "finally_clause", "with_statement", "with_clause", "with_item",
  "match_statement", "case_clause", "case_pattern", "union_pattern", "class_pattern", "splat_pattern", "dict_pattern",
  "keyword_pattern", "complex_pattern", "function_definition", "class_definition", "decorated_definition", "decorator", "parameters",
  "typed_parameter", "default_parameter", "typed_default_parameter", "keyword_separator", "positional_separator", "import_statement",
  "import_from_statement", "future_import_statement", "aliased_import", "dotted_name", "relative_import", "import_prefix", "wildcard_import",
] as const;

/** Operators and the few keywords that carry meaning; every other token is dropped when the tree is flattened. */
// biome-ignore format: one group per line
const TOKEN_TYPES = [
  "+", "-", "*", "/", "//", "%", "**", "@", "|", "&", "^", "~", "<<", ">>", "<", "<=", "==", "!=", ">=", ">", "<>", "in", "not in", "is",
  "is not", "and", "or", "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", ">>=", "<<=", "async", "as", "from",
] as const;

/** Node types without a child that matters: the walk does not go below them. */
// biome-ignore format: one group per line
const LEAF_TYPES: readonly NodeType[] = [
  "comment", "identifier", "string_start", "string_end", "integer", "float", "true", "false", "none", "ellipsis", "pass_statement",
  "break_statement", "continue_statement", "import_prefix", "wildcard_import", "keyword_separator", "positional_separator",
];

export type NodeType = (typeof NODE_TYPES)[number];
export type TokenType = (typeof TOKEN_TYPES)[number];

/** Kind of a token or of a node that is not in the flat tree. */
export const DROPPED = 0;

/** Kind numbers of the named node types, from 1. */
export const K = Object.fromEntries(NODE_TYPES.map((name, index) => [name, index + 1])) as Readonly<Record<NodeType, number>>;

/** Kinds from this one on are tokens. */
export const FIRST_TOKEN = NODE_TYPES.length + 1;

/** Kind numbers of the tokens. */
export const T = Object.fromEntries(TOKEN_TYPES.map((name, index) => [name, index + FIRST_TOKEN])) as Readonly<Record<TokenType, number>>;

export const KIND_COUNT = FIRST_TOKEN + TOKEN_TYPES.length;

/** Text of a token by its kind, with single spaces ("not in"). */
export function tokenText(kind: number): string {
  return TOKEN_TYPES[kind - FIRST_TOKEN] ?? "";
}

/** Kinds that have no children in the flat tree. */
export const IS_LEAF: Uint8Array = leafKinds();

function leafKinds(): Uint8Array {
  const out = new Uint8Array(KIND_COUNT).fill(1, FIRST_TOKEN);
  out[DROPPED] = 1;
  for (const name of LEAF_TYPES) out[K[name]] = 1;
  return out;
}

/** Types of the grammar that the lowering reads from the text instead: their whole subtree is dropped. */
const READ_FROM_TEXT: ReadonlySet<string> = new Set(["string_content", "type_conversion", "line_continuation", "escape_interpolation"]);

/**
 * Kind by symbol id of a loaded grammar. One type can have several symbols (aliases), and a keyword
 * has the same name as its node type ("lambda"), hence the question whether the symbol is named.
 */
export function kindsOf(language: Language): Uint8Array {
  const out = new Uint8Array(language.types.length);
  const nodes = new Map<string, number>(Object.entries(K));
  const tokens = new Map<string, number>(Object.entries(T));
  language.types.forEach((name, id) => {
    if (language.nodeTypeIsNamed(id)) out[id] = READ_FROM_TEXT.has(name) ? DROPPED : (nodes.get(name) ?? K.unknown);
    else out[id] = tokens.get(name) ?? DROPPED;
  });
  return out;
}
