import type { Result } from "@mcp-assay/core/problem";
import type { ReadEntry } from "tar";
import type { Collector } from "./io/collect.ts";
import type { Limits } from "./io/limits.ts";
import { feedTar, takeEntry } from "./io/tar.ts";

const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";

/**
 * The file system of an image, gathered from the topmost layer down: what an upper layer holds or hides
 * stays out of the lower ones, and the application, which sits on top, comes before the operating
 * system where a limit ends the reading. Rules: OCI image specification, "Image Layer Filesystem Changeset".
 */
export class LayerStack {
  readonly #collector: Collector;
  readonly #limits: Limits;
  /** Paths that lower layers no longer show, with everything below them. */
  readonly #hidden = new Set<string>();
  #links = 0;

  constructor(collector: Collector, limits: Limits) {
    this.#collector = collector;
    this.#limits = limits;
  }

  /** Adds the next lower layer; null, or what is wrong with it. */
  async addBelow(layer: Uint8Array): Promise<Result<never> | null> {
    const hides = new Set<string>();
    const hardLinks: (readonly [string, string])[] = [];
    const failure = await feedTar(layer, this.#collector, this.#limits, 0, (entry, path) => this.#take(entry, path, hides, hardLinks));
    for (const [path, target] of hardLinks) this.#copy(path, target);
    for (const path of hides) this.#hidden.add(path);
    return failure;
  }

  /** One note for all links: an image holds thousands, and none is followed. */
  finish(): void {
    if (this.#links > 0) this.#collector.note("", "link", `${this.#links} links inside the image are not followed`);
  }

  #take(entry: ReadEntry, path: string, hides: Set<string>, hardLinks: (readonly [string, string])[]): void {
    const slash = path.lastIndexOf("/") + 1;
    const [folder, name] = [path.slice(0, slash), path.slice(slash)];
    const isFolder = entry.type === "Directory";
    if (name === OPAQUE) hides.add(folder === "" ? "/" : folder.slice(0, -1));
    else if (name.startsWith(WHITEOUT)) hides.add(folder + name.slice(WHITEOUT.length));
    else if (!this.#isHidden(path)) {
      if (!isFolder) hides.add(path);
      if (entry.type === "Link") hardLinks.push([path, (entry.linkpath ?? "").replace(/^\.?\//u, "")]);
      else if (entry.type === "SymbolicLink") this.#links++;
      else if (entry.type !== "CharacterDevice" && entry.type !== "BlockDevice") {
        takeEntry(entry, path, this.#collector, false);
        return;
      }
    }
    entry.resume();
  }

  #isHidden(path: string): boolean {
    if (this.#hidden.has("/") || this.#hidden.has(path)) return true;
    for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) if (this.#hidden.has(path.slice(0, at))) return true;
    return false;
  }

  /** A hard link names a file of its own layer. */
  #copy(path: string, target: string): void {
    const same = this.#collector.get(target);
    if (same === undefined) this.#collector.note(path, "link", `to ${target.slice(0, 200)}`);
    else this.#collector.addSame(path, same);
  }
}
