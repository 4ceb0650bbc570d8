import { labelOf } from "@mcp-assay/core/report/panel-facts";
import { addressesIn } from "../built-in/addressed.ts";
import { type Answer, CRITERIA, type Judge, unsure } from "../judge.ts";
import { squeezedMaterial } from "../material/rendering.ts";
import type { ToolMaterial } from "../material/tool-material.ts";
import { parseAnswer } from "./answer.ts";
import { type Budget, estimatedUsage } from "./budget.ts";
import { exchange } from "./exchange.ts";
import type { ModelConfig } from "./model-config.ts";
import type { ModelPorts } from "./ports.ts";
import { PROMPT_VERSION, type Prompt, promptFor, questionOf } from "./prompt.ts";
import { type ApiReply, PROVIDER } from "./provider.ts";

const CONCURRENCY = 4;
/** After so many failures in a row nobody is there. */
const MOST_FAILURES = 3;

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
  readonly #base: string | null;
  #given: string | null = null;
  #failures = 0;

  constructor(config: ModelConfig, budget: Budget, ports: ModelPorts) {
    this.#config = config;
    this.#budget = budget;
    this.#ports = ports;
    this.#base = (config.baseUrl ?? PROVIDER[config.provider].baseUrl)?.replace(/\/+$/, "") ?? null;
  }

  async about(tool: ToolMaterial): Promise<Answer> {
    const key = this.#keyOf(tool);
    const known = await this.#remembered(key);
    if (known !== null) return this.#unswayed(known, tool);
    if (this.#given !== null) return unsure(this.#given);
    if (this.#base === null) return unsure("its address is not configured");
    const text = await this.#ask(promptFor(tool, this.#ports.randomHex));
    if (typeof text !== "string") return text;
    const answer = parseAnswer(text);
    if (answer.kind === "opinion") await this.#ports.cache?.write(key, text).catch(() => {});
    return this.#unswayed(answer, tool);
  }

  /** The text of an answer, or why there is none. */
  async #ask(prompt: Prompt): Promise<string | Answer> {
    const { price, provider } = this.#config;
    const reserved = estimatedUsage(prompt);
    if (!this.#budget.reserve(reserved, price)) return unsure("the budget of the scan is used up");
    const request = PROVIDER[provider].request(this.#config, prompt);
    const result = await exchange(this.#config, `${this.#base}${request.path}`, request, this.#ports);
    if (result.kind === "failed") {
      // Whether a failed call was charged for is not known; the reservation stays.
      this.#failures++;
      if (result.final || this.#failures >= MOST_FAILURES) this.#given = result.why;
      return unsure(result.why);
    }
    this.#failures = 0;
    const reply = PROVIDER[provider].read(result.body);
    if (reply.kind !== "unreadable" && reply.usage !== null) this.#budget.settle(reserved, reply.usage, price);
    return textOf(reply, this.#config.model, prompt.canary);
  }

  /** An answer that calls a tool harmless which tells its judge to do so proves nothing. */
  #unswayed(answer: Answer, tool: ToolMaterial): Answer {
    if (answer.kind === "unsure") return answer;
    const score = Math.max(...CRITERIA.map((criterion) => answer.opinion.criteria[criterion]));
    return labelOf(score) === "safe" && addressesIn(squeezedMaterial(tool)).length > 0
      ? unsure("the target speaks to its judge, and the answer is what it asks for")
      : answer;
  }

  #keyOf(tool: ToolMaterial): string {
    const { provider, model } = this.#config;
    return this.#ports.sha256([PROMPT_VERSION, provider, this.#base, model, this.#ports.sha256(questionOf(tool))].join("\n"));
  }

  /** A cache that fails is no cache; what it holds is checked like any answer. */
  async #remembered(key: string): Promise<Answer | null> {
    const text = await this.#ports.cache?.read(key).catch(() => null);
    if (text === null || text === undefined) return null;
    const answer = parseAnswer(text);
    return answer.kind === "opinion" ? answer : null;
  }
}

function textOf(reply: ApiReply, asked: string, canary: string): string | Answer {
  switch (reply.kind) {
    case "unreadable":
      return unsure("the response does not follow the API");
    case "refused":
      return unsure("it refused to answer");
    case "cut":
      return unsure("its answer was cut off");
    case "text":
      if (reply.model !== null && familyOf(reply.model) !== familyOf(asked)) return unsure("another model answered");
      return reply.text.includes(canary) ? unsure("it repeated the canary") : reply.text;
  }
}

/** "claude" of "anthropic/claude-x-2": services answer with dated and canonical names of what was asked for. */
function familyOf(model: string): string {
  return /[a-z]+/i.exec(model.split("/").at(-1) ?? "")?.[0].toLowerCase() ?? "";
}
