import { describe, expect, it } from "vitest";
import { toSbom } from "./sbom.ts";
import { emptyReport, finding, hostileReport, report } from "./testing/samples.ts";
import { sha256 } from "./testing/sha256.ts";
import { problemsOf, sbomValidator } from "./testing/validate.ts";

const validate = sbomValidator();

interface Bom {
  readonly serialNumber: string;
  readonly metadata: { readonly component: Readonly<Record<string, unknown>> };
  readonly components: readonly Readonly<Record<string, unknown>>[];
  readonly dependencies: readonly unknown[];
  readonly compositions: readonly unknown[];
  readonly vulnerabilities: readonly unknown[];
}

const bomOf = (sample: ReturnType<typeof report>) => JSON.parse(toSbom(sample, sha256)) as Bom;

describe("CycloneDX list of components", () => {
  it.each([
    ["a report", report()],
    ["nothing", emptyReport()],
    ["a hostile target", hostileReport('\u202E<b>"\n')],
  ])("of %s is valid by the official schema", (_, sample) => expect(problemsOf(validate, bomOf(sample))).toEqual([]));

  it("names the target, its packages and what is known about them", () => {
    const bom = bomOf(report([finding()], { target: { input: "x", type: "npm", name: "@a/b", version: "1.0.0", digest: "sha256:aa" } }));
    expect(bom.metadata.component).toMatchObject({ name: "@a/b", version: "1.0.0", purl: "pkg:npm/%40a/b@1.0.0" });
    expect(bom.components).toMatchObject([
      {
        name: "other",
        purl: "pkg:pypi/other",
        scope: "required",
        properties: [{ value: "uv.lock" }, { name: "mcp-assay:requirement", value: "*" }],
      },
      { name: "sample", version: "1.2.0", purl: "pkg:pypi/sample@1.2.0" },
    ]);
    expect(bom.dependencies).toEqual([{ ref: "pkg:npm/%40a/b@1.0.0", dependsOn: ["pkg:pypi/sample@1.2.0"] }]);
    expect(bom.compositions).toMatchObject([{ aggregate: "incomplete" }]);
    expect(bom.vulnerabilities).toMatchObject([
      { id: "GHSA-aaaa-bbbb-cccc", ratings: [{ severity: "high" }], affects: [{ ref: "pkg:pypi/sample@1.2.0" }] },
    ]);
  });

  it("is the same for the same report, and another for another", () => {
    const { dependencies } = report();
    expect(toSbom(report(), sha256)).toBe(toSbom(report(), sha256));
    expect(bomOf(report([], { dependencies: { ...dependencies, packages: [] } })).serialNumber).not.toBe(bomOf(report()).serialNumber);
  });
});
