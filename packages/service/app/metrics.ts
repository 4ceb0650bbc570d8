import type { Store } from "./store.ts";

/** What the process itself has counted. */
export interface Counted {
  /** Answers by method, route and status. */
  readonly answers: ReadonlyMap<string, number>;
  readonly openStreams: number;
}

/** Metrics in the text format of Prometheus (prometheus.io/docs/instrumenting/exposition_formats). */
export async function metricsText(store: Store, counted: Counted): Promise<string> {
  const runs = await store.runCounts();
  const lines = [
    ...family(
      "mcp_assay_runs",
      "gauge",
      "Runs in the database by status.",
      Object.entries(runs).map(([status, count]) => [label({ status }), count]),
    ),
    ...family("mcp_assay_open_streams", "gauge", "Event streams open in this process.", [["", counted.openStreams]]),
    ...family("mcp_assay_http_answers_total", "counter", "Answers of this process by route and status.", answers(counted)),
  ];
  return `${lines.join("\n")}\n`;
}

type Sample = readonly [string, number];

function family(name: string, type: string, help: string, samples: readonly Sample[]): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map(([labels, value]) => `${name}${labels} ${value}`)];
}

function answers({ answers }: Counted): readonly Sample[] {
  return [...answers].map(([name, count]) => {
    const [method = "", route = "", status = ""] = name.split(" ");
    return [label({ method, route, status }), count];
  });
}

/** Routes and statuses come from the program, so only what the format needs is escaped. */
function label(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll(/[\\"\n]/gu, "_")}"`)
    .join(",")}}`;
}
