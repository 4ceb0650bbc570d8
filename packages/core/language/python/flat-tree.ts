import type { Language, Tree, TreeCursor } from "web-tree-sitter";
import { DROPPED, FIRST_TOKEN, IS_LEAF, K, kindsOf } from "./kinds.ts";

/** A place where the parser had to guess. */
export interface SyntaxFault {
  readonly offset: number;
  readonly missing: boolean;
}

/**
 * A syntax tree as columns, in preorder: the children of node i start at i + 1, the subtree of i ends
 * before next[i], and so the next sibling of i is next[i]. Comments and meaningless tokens are left out.
 * Crossing into the wasm heap is the price of every question to a tree, so each is asked once.
 */
export interface FlatTree {
  readonly kind: Uint8Array;
  /** UTF-16 offsets into the text; 0 for tokens. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly next: Int32Array;
  readonly length: number;
  /** Pairs (start, end). */
  readonly comments: number[];
  readonly faults: SyntaxFault[];
}

/** Faults kept per file; problems are capped far below this. */
const MAX_FAULTS = 100;

const kindTables = new WeakMap<Language, Uint8Array>();

/** Reads the whole tree in one walk; takes memory and time linear in its size and does not recurse. */
export function flatten(tree: Tree): FlatTree {
  let kinds = kindTables.get(tree.language);
  if (kinds === undefined) {
    kinds = kindsOf(tree.language);
    kindTables.set(tree.language, kinds);
  }
  const cursor = tree.walk();
  try {
    return new Flattener(cursor, kinds, tree.rootNode.descendantCount, tree.rootNode.hasError).run();
  } finally {
    cursor.delete();
  }
}

class Flattener {
  readonly #cursor: TreeCursor;
  readonly #kinds: Uint8Array;
  readonly #broken: boolean;
  readonly #tree: { kind: Uint8Array; start: Int32Array; end: Int32Array; next: Int32Array; comments: number[]; faults: SyntaxFault[] };
  #length = 0;

  constructor(cursor: TreeCursor, kinds: Uint8Array, capacity: number, broken: boolean) {
    this.#cursor = cursor;
    this.#kinds = kinds;
    this.#broken = broken;
    this.#tree = {
      kind: new Uint8Array(capacity + 1),
      start: new Int32Array(capacity + 1),
      end: new Int32Array(capacity + 1),
      next: new Int32Array(capacity + 1),
      comments: [],
      faults: [],
    };
  }

  run(): FlatTree {
    const cursor = this.#cursor;
    const next = this.#tree.next;
    const parents: number[] = [];
    for (;;) {
      const at = this.#length;
      const kind = this.#visit();
      if (IS_LEAF[kind] === 0 && cursor.gotoFirstChild()) {
        parents.push(at);
        continue;
      }
      if (kind !== DROPPED && this.#length > at) next[at] = this.#length;
      while (!cursor.gotoNextSibling()) {
        const parent = parents.pop();
        if (parent === undefined) return { ...this.#tree, length: this.#length };
        next[parent] = this.#length;
        cursor.gotoParent();
      }
    }
  }

  /** Records the node under the cursor and returns its kind. */
  #visit(): number {
    const cursor = this.#cursor;
    const id = cursor.nodeTypeId;
    // The id of an error node is the largest symbol, beyond the table.
    const kind = id < this.#kinds.length ? (this.#kinds[id] as number) : K.ERROR;
    if (this.#broken) this.#noteFault(kind);
    if (kind === DROPPED) return kind;
    if (kind >= FIRST_TOKEN) {
      // What counts of a token is that it is there.
      this.#tree.kind[this.#length++] = kind;
      return kind;
    }
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    if (kind === K.comment) {
      this.#tree.comments.push(start, end);
      return kind;
    }
    const at = this.#length++;
    this.#tree.kind[at] = kind;
    this.#tree.start[at] = start;
    this.#tree.end[at] = end;
    return kind;
  }

  #noteFault(kind: number): void {
    if (this.#tree.faults.length >= MAX_FAULTS) return;
    const missing = IS_LEAF[kind] === 1 && this.#cursor.nodeIsMissing;
    if (missing || kind === K.ERROR) this.#tree.faults.push({ offset: this.#cursor.startIndex, missing });
  }
}
