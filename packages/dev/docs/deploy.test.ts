import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { settingsShape } from "@mcp-assay/service/settings-shape";
import { expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";

const DEPLOY = fileURLToPath(new URL("../../../deploy", import.meta.url));
/** Settings that must never stand in a file of the repository. */
const SECRETS = ["DATABASE_URL", "SECRET_KEY", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];

// biome-ignore lint/suspicious/noExplicitAny: written by hand, asserted here
type Yaml = any;
const compose: Yaml = parse(await readFile(path.join(DEPLOY, "compose.yaml"), "utf8"), { merge: true });
const manifests: Yaml[] = [];
for (const name of (await readdir(path.join(DEPLOY, "kubernetes"))).sort())
  for (const one of parseAllDocuments(await readFile(path.join(DEPLOY, "kubernetes", name), "utf8"))) {
    expect(one.errors).toEqual([]);
    manifests.push(one.toJS());
  }
const deployments = manifests.filter(({ kind }) => kind === "Deployment");
const containers: Yaml[] = deployments.flatMap(({ spec }) => spec.template.spec.containers);
const ours: Yaml[] = [compose.services.api, compose.services.worker];

it("names only settings that there are", () => {
  const given = [
    ...ours.flatMap(({ environment }) => Object.keys(environment)),
    ...manifests.filter(({ kind }) => kind === "ConfigMap").flatMap(({ data }) => Object.keys(data)),
    ...containers.flatMap(({ env = [] }) => env.map(({ name }: Yaml) => name)),
  ];
  expect(given.filter((name) => !(name in settingsShape.shape))).toEqual([]);
});

it("holds no secret", () => {
  for (const { data } of manifests.filter(({ kind }) => kind === "ConfigMap"))
    for (const name of SECRETS) expect(data).not.toHaveProperty(name);
  for (const { environment } of ours) for (const name of ["DATABASE_URL", "SECRET_KEY"]) expect(environment[name]).toContain("${");
});

it("runs HTTP and workers apart, as an ordinary user on a file system that nobody can change", () => {
  expect([...ours.map(({ command }) => command), ...containers.map(({ args }) => args)]).toEqual([
    ["serve", "--no-worker"],
    ["worker"],
    ["serve", "--no-worker"],
    ["worker"],
  ]);
  for (const service of ours) expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"], tmpfs: ["/tmp"] });
  for (const container of containers)
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  for (const { spec } of deployments) expect(spec.template.spec.securityContext.runAsNonRoot).toBe(true);
});

it("gives scans the time to be handed back", () => {
  for (const { stop_grace_period } of ours) expect(Number.parseInt(stop_grace_period, 10)).toBeGreaterThan(30);
  for (const { spec } of deployments) expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(30);
});

it("probes what the service answers", () => {
  const paths = containers.flatMap((container) => Object.entries(container).filter(([name]) => name.endsWith("Probe")));
  expect(paths.map(([name, probe]: Yaml) => [name, probe.httpGet.path])).toEqual([
    ["startupProbe", "/healthz"],
    ["livenessProbe", "/healthz"],
    ["readinessProbe", "/readyz"],
  ]);
});
