import type { TextModel } from "@mcp-assay/core/metadata/model";
import type { Corpus, Sample } from "./corpus.ts";
import { flagged, type Judged, leaveOut, type Share } from "./evaluate.ts";
import { type Bag, bagsOf, scoreOf } from "./fit.ts";
import { shares, table } from "./table.ts";

/** The evaluation of the text model as a page: every text judged by a model that has not seen its group. */
export function evaluationPage(corpus: Corpus, bags: readonly Bag[], model: TextModel): string {
  // Composed texts are never judged, but leave the training with their family or language.
  const isOurs = (sample: Sample) => sample.source === "own" || sample.kind === "composed";
  const bySource = leaveOut(bags, (sample) => (isOurs(sample) ? null : sample.source));
  const byFamily = leaveOut(bags, (sample) => (isOurs(sample) ? sample.family : null));
  const byLanguage = leaveOut(bags, (sample) => (isOurs(sample) ? sample.language : null));
  const byAuthor = leaveOut(bags, (sample) => (sample.source === "own" ? sample.author : null));
  return [
    intro(corpus),
    "## Summary",
    table("texts", summary(bySource, byFamily)),
    "## Fresh texts",
    "Written last, never trained on, most of them worded without any of the usual phrases: the nearest to what an attacker who knows this page would write.",
    table(
      "texts",
      shares(freshly(corpus, model), (sample) => (sample.poisoned ? "poisoned" : "harmless")),
    ),
    "## Published texts, each source left out",
    table(
      "source",
      shares(bySource, (sample) => `${sample.poisoned ? "poisoned" : sample.kind}: ${sample.source}`),
    ),
    "## Own poisoned texts, each family left out",
    "Steering and misuse order an ordinary act or answer and name nothing that is secret: only its place in a description gives such an order away.",
    table(
      "family",
      shares(poisoned(byFamily), (sample) => sample.family),
    ),
    "## Own hard negatives, each family left out",
    table(
      "family",
      shares(harmless(byFamily), (sample) => sample.family),
    ),
    "## Own texts, each language left out",
    "Both labels of the language are left out of training: what is found rests on the word lists and on what other languages taught.",
    table(
      "language",
      shares(byLanguage, (sample) => `${sample.language}, ${sample.poisoned ? "poisoned" : "hard negatives"}`),
    ),
    "## Own texts, each style of writing left out",
    table(
      "style",
      shares(byAuthor, (sample) => `${sample.author}, ${sample.poisoned ? "poisoned" : "hard negatives"}`),
    ),
    "",
  ].join("\n\n");
}

function summary(bySource: readonly Judged[], byFamily: readonly Judged[]): ReadonlyMap<string, Share> {
  const real = (kind: string) => bySource.filter((one) => one.sample.kind === kind);
  return new Map([
    ["poisoned, source left out", flagged(poisoned(bySource))],
    ["poisoned, family left out", flagged(poisoned(byFamily))],
    [
      "of these, all families but steering and misuse",
      flagged(poisoned(byFamily).filter((one) => !["steering", "misuse"].includes(one.sample.family))),
    ],
    ["poisoned, both together", flagged([...poisoned(bySource), ...poisoned(byFamily)])],
    ["descriptions of real servers, source left out", flagged(real("real"))],
    ["arguments of real servers, source left out", flagged(real("parameter"))],
    ["hard negatives, family left out", flagged(harmless(byFamily))],
  ]);
}

function freshly(corpus: Corpus, model: TextModel): Judged[] {
  return bagsOf(corpus.fresh).map((bag) => ({ sample: bag.sample, score: scoreOf(model, bag) }));
}

const poisoned = (judged: readonly Judged[]) => judged.filter((one) => one.sample.poisoned);
const harmless = (judged: readonly Judged[]) => judged.filter((one) => !one.sample.poisoned);

function intro(corpus: Corpus): string {
  const leftOut = [...corpus.leftOut].map(([reason, count]) => `${count} × ${reason}`).join(", ");
  return `<!-- Written by packages/dev/text-model/train.ts. Do not edit. -->

# The text model

Texts that a server shows to models are read by structure (who is told to do what, to which data, with whose knowledge) and scored by a
logistic regression over that structure and hashed words and letters. It is trained on ${corpus.samples.length} texts: published rows and our own
(\`packages/dev/text-model/data\`). The figures below come from models that had not seen the group that they judge.

How far to trust them:

- They are development figures. The word lists and figures of speech in \`packages/core/metadata\` were written and revised by people who could see
  these texts and these errors; leaving a source or family out hides it from the training, not from them. The section on fresh texts shows what that is worth.
- Our own texts, both kinds, come from one team, however many styles and languages it wrote in; the speakers of most languages have not reviewed them.
- Published poison comes from few authors; one source repeats a single sentence in ${corpus.samples.filter((sample) => sample.family === "preference").length} rows.
- Left out of the published rows, for both labels by the same test: ${leftOut}.
- Descriptions of real servers are presumed harmless; nobody has checked them one by one.`;
}
