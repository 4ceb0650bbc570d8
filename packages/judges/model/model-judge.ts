import { labelOf } from "@mcp-assay/core/report/panel-facts";
import type { LanguageModel } from "ai";
import { addressesIn } from "../built-in/addressed.ts";
import { type Answer, CRITERIA, type Judge, unsure } from "../judge.ts";
import { squeezedMaterial } from "../material/rendering.ts";
import type { ToolMaterial } from "../material/tool-material.ts";
import { parseAnswer } from "./answer.ts";
import type { Reply } from "./ask.ts";
import { type Budget, estimatedUsage } from "./budget.ts";
import { guardedFetch, languageModel } from "./language-model.ts";
import type { ModelConfig } from "./model-config.ts";
import type { ModelPorts } from "./ports.ts";
import { PROMPT_VERSION, type Prompt, promptFor, questionOf } from "./prompt.ts";

const CONCURRENCY = 4;
/** After so many failures in a row nobody is there. */
const MOST_FAILURES = 3;
/** No tokenizer makes longer tokens of code; a server that read fewer has cut the prompt, as some do in silence. */
const MOST_LETTERS_PER_TOKEN = 12;

/** A language model as a judge. Each tool is a conversation of its own; nothing is carried from one to the next but that the server is down. */
export function modelJudge(config: ModelConfig, budget: Budget, ports: ModelPorts): Judge {
  const asked = new Asked(config, budget, ports);
  return {
    id: config.model,
    provider: config.provider,
    concurrency: config.concurrency ?? CONCURRENCY,
    judge: (tool) => asked.about(tool),
  };
}

class Asked {
  readonly #config: ModelConfig;
  readonly #budget: Budget;
  readonly #ports: ModelPorts;
  #model: Promise<LanguageModel | null> | null = null;
  #given: string | null = null;
  #failures = 0;

  constructor(config: ModelConfig, budget: Budget, ports: ModelPorts) {
    this.#config = config;
    this.#budget = budget;
    this.#ports = ports;
  }

  async about(tool: ToolMaterial): Promise<Answer> {
    const key = this.#keyOf(tool);
    const known = await this.#remembered(key);
    if (known !== null) return unswayed(known, tool);
    if (this.#given !== null) return unsure(this.#given);
    const prompt = promptFor(tool, this.#ports.randomHex);
    const text = await this.#ask(prompt);
    if (typeof text !== "string") return text;
    const answer = parseAnswer(text);
    if (answer.kind === "opinion") await this.#ports.cache?.write(key, text).catch(() => {});
    return unswayed(answer, tool);
  }

  /** The text of an answer, or why there is none. */
  async #ask(prompt: Prompt): Promise<string | Answer> {
    this.#model ??= languageModel(this.#config, guardedFetch(this.#ports.fetch));
    const model = await this.#model;
    if (model === null) return unsure("its address is not configured");
    const { price } = this.#config;
    const reserved = estimatedUsage(prompt);
    if (!this.#budget.reserve(reserved, price)) return unsure("the budget of the scan is used up");
    const { ask } = await import("./ask.ts");
    const reply = await ask(this.#config, model, prompt, this.#ports);
    if (reply.kind === "failed") {
      // Whether a failed call was charged for is not known; the reservation stays.
      this.#failures++;
      if (reply.final || this.#failures >= MOST_FAILURES) this.#given = reply.why;
      return unsure(reply.why);
    }
    this.#failures = 0;
    if (reply.usage !== null) this.#budget.settle(reserved, reply.usage, price);
    return this.#textOf(reply, prompt);
  }

  #textOf(reply: Exclude<Reply, { kind: "failed" }>, { system, user, canary }: Prompt): string | Answer {
    if (reply.kind === "useless") return unsure(reply.why);
    const { model, answersAs } = this.#config;
    if (reply.model !== null && !isSameModel(reply.model, answersAs ?? model)) return unsure("another model answered");
    if (reply.usage !== null && reply.usage.input * MOST_LETTERS_PER_TOKEN < system.length + user.length)
      return unsure("the server has not read the whole question; its context is too small");
    return reply.text.includes(canary) ? unsure("it repeated the canary") : reply.text;
  }

  #keyOf(tool: ToolMaterial): string {
    const { provider, baseUrl = "", model } = this.#config;
    return this.#ports.sha256([PROMPT_VERSION, provider, baseUrl, model, this.#ports.sha256(questionOf(tool))].join("\n"));
  }

  /** A cache that fails is no cache; what it holds is checked like any answer. */
  async #remembered(key: string): Promise<Answer | null> {
    const text = await this.#ports.cache?.read(key).catch(() => null);
    if (text === null || text === undefined) return null;
    const answer = parseAnswer(text);
    return answer.kind === "opinion" ? answer : null;
  }
}

/** An answer that calls a tool harmless which tells its judge to do so proves nothing. */
function unswayed(answer: Answer, tool: ToolMaterial): Answer {
  if (answer.kind === "unsure") return answer;
  const isSafe = CRITERIA.every((criterion) => labelOf(answer.opinion.criteria[criterion]) === "safe");
  return isSafe && addressesIn(squeezedMaterial(tool)).length > 0
    ? unsure("the target speaks to its judge, and the answer is what it asks for")
    : answer;
}

/** Services answer with dated names, or without the prefix of a vendor: "claude-x-4-20260101" for "anthropic/claude-x-4". */
function isSameModel(answered: string, asked: string): boolean {
  const bare = (name: string): string => (name.split("/").at(-1) ?? "").replace(/[-:@]latest$/, "").toLowerCase();
  const [one, other] = [bare(answered), bare(asked)].sort((a, b) => a.length - b.length) as [string, string];
  return other.startsWith(one) && /^(?:[-:@](?:\d|preview|exp|v\d).*)?$/.test(other.slice(one.length));
}
