import { callValue } from "../evaluate/calls.ts";
import { instanceOf } from "../evaluate/classes.ts";
import type { Engine } from "../evaluate/engine.ts";
import { getProperty } from "../evaluate/properties.ts";
import { type ClassAtom, UNKNOWN } from "../evaluate/value.ts";
import { MEMBER, MemberKind } from "../language/ir.ts";
import { funcNode, members, params, text } from "../language/read.ts";
import type { Declared } from "../surface/declarations.ts";
import { outerFrame } from "../surface/entries.ts";

/** Whether something that a client can call has been declared. */
export function declaresTools(found: readonly Declared[]): boolean {
  return found.some(({ declaration: { declares } }) => declares === "tool" || declares === "tool-list" || declares === "handler");
}

/**
 * Methods of classes that the program itself never makes or calls: a framework does (agents, containers that inject,
 * exported servers). Each is called once on an instance of which only the declared types are known.
 */
export function callUnusedMethods(engine: Engine): void {
  for (const cls of [...engine.classList]) {
    const unit = engine.unit(cls.unit);
    for (const member of members(unit, cls.cls)) {
      const fn = unit.data[member + MEMBER.func] as number;
      const isMethod = unit.data[member + MEMBER.kind] === MemberKind.method && unit.data[member + MEMBER.isStatic] !== 1;
      if (isMethod && fn >= 0 && !engine.evaluated.has(`${cls.unit}.${fn}`))
        callMethod(engine, cls, text(unit, unit.data[member + MEMBER.name] as number), fn);
    }
  }
}

function callMethod(engine: Engine, cls: ClassAtom, name: string, fn: number): void {
  const f = outerFrame(engine, cls.unit);
  const node = funcNode(engine.unit(cls.unit), fn);
  engine.entry = -1;
  engine.beginModule();
  const self = instanceOf(f, cls);
  const count = [...params(engine.unit(cls.unit), fn)].length - (f.unit.language === "python" ? 1 : 0);
  const args = Array.from({ length: Math.max(0, count) }, () => UNKNOWN);
  callValue(f, getProperty(f, self, name, node), self, args, null, node);
}
