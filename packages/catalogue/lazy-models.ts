import type { Model } from "@mcp-assay/core/define/model";
import { parseModel } from "@mcp-assay/core/define/model-parse";

/** What stands in a model file, as generated: checked, but with its access paths still as text. */
interface ModelData {
  readonly library: string;
  readonly aliases?: readonly string[];
  readonly language: string;
  readonly docs: string;
}

/**
 * The models of the generated file. A scan meets few of the many libraries, and parsing the access paths of all of
 * them takes longer than a small scan: a model is parsed when the first of its rows is asked for.
 */
export function lazyModels(data: readonly ModelData[]): readonly Model[] {
  return data.map((one) => new LazyModel(one));
}

class LazyModel implements Model {
  readonly library: string;
  readonly aliases: readonly string[];
  readonly language: Model["language"];
  readonly docs: string;
  readonly #data: ModelData;
  #rows: Model | null = null;

  constructor(data: ModelData) {
    this.#data = data;
    this.library = data.library;
    this.aliases = data.aliases ?? [];
    this.language = data.language as Model["language"];
    this.docs = data.docs;
  }

  get sources(): Model["sources"] {
    return this.#parsed().sources;
  }

  get sinks(): Model["sinks"] {
    return this.#parsed().sinks;
  }

  get sanitizers(): Model["sanitizers"] {
    return this.#parsed().sanitizers;
  }

  get guards(): Model["guards"] {
    return this.#parsed().guards;
  }

  get passes(): Model["passes"] {
    return this.#parsed().passes;
  }

  get operations(): Model["operations"] {
    return this.#parsed().operations;
  }

  get calls(): Model["calls"] {
    return this.#parsed().calls;
  }

  get returns(): Model["returns"] {
    return this.#parsed().returns;
  }

  get writes(): Model["writes"] {
    return this.#parsed().writes;
  }

  get reads(): Model["reads"] {
    return this.#parsed().reads;
  }

  get runs(): Model["runs"] {
    return this.#parsed().runs;
  }

  get shares(): Model["shares"] {
    return this.#parsed().shares;
  }

  get receives(): Model["receives"] {
    return this.#parsed().receives;
  }

  get forms(): Model["forms"] {
    return this.#parsed().forms;
  }

  #parsed(): Model {
    if (this.#rows === null) {
      const model = parseModel(this.#data, this.library);
      // The generator has refused whatever does not parse; only a damaged build gets here.
      if (!model.ok) throw new Error(`model ${this.library}: ${model.problem.message}`);
      this.#rows = model.value;
    }
    return this.#rows;
  }
}
