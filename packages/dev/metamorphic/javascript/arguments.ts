import ts from "typescript";
import { type Edit, edited, inserted } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { freshName, plainFields, replacing } from "./rewriting.ts";
import { type Handler, Source } from "./source.ts";

const SERVER = "server.ts";

/** Handlers that take `{ a, b }` take one object instead, and read its fields in some other way. */
function reading(name: string, read: (input: string, field: string) => string): Transformation {
  return eachHandler(name, (source, handler, fields) => {
    const input = freshName(source.text, "input");
    const lines = fields.map((field) => `\n  const ${localName(field)} = ${read(input, fieldName(field))};`);
    return [parameter(handler, input), inserted(handler.body.getStart() + 1, lines.join(""))];
  });
}

/** `input.name` wherever `name` stood. */
const inPlace: Transformation = eachHandler("read the argument in place", (source, handler, fields) => {
  const input = freshName(source.text, "input");
  const edits = fields.flatMap((field) => {
    const symbol = source.uses.find((use) => use.node === field.name)?.symbol;
    const uses = symbol === undefined ? [] : source.usesOf(symbol).filter((use) => use.node !== field.name);
    return uses.map((use) => replacing(use, `${input}.${fieldName(field)}`));
  });
  return [parameter(handler, input), ...edits];
});

/** The other way round: one destructuring of the whole object in the body. */
const destructured: Transformation = eachHandler("destructure in the body", (source, handler, fields) => {
  const input = freshName(source.text, "input");
  const pattern = source.textOf((handler.fn.parameters[0] as ts.ParameterDeclaration).name);
  return fields.length === 0 ? [] : [parameter(handler, input), inserted(handler.body.getStart() + 1, `\n  const ${pattern} = ${input};`)];
});

export const ARGUMENTS: readonly Transformation[] = [
  inPlace,
  destructured,
  reading("read a member", (input, field) => `${input}.${field}`),
  reading("read a computed member", (input, field) => `${input}["${field}"]`),
  reading("read through a copy", (input, field) => `({ ...${input} }).${field}`),
  reading("read through an object in an object", (input, field) => `({ inner: { value: ${input}.${field} } }).inner.value`),
  reading("read through an array", (input, field) => `[${input}.${field}][0]`),
  reading("read through a map", (input, field) => `new Map<string, any>([["key", ${input}.${field}]]).get("key")`),
  reading("read through a callback", (input, field) => `[${input}.${field}].map((item: any) => item)[0]`),
  reading("read through a closure", (input, field) => `(() => ${input}.${field})()`),
  reading("read with a choice", (input, field) => `(Date.now() > 0 ? ${input}.${field} : ${input}.${field})`),
];

function eachHandler(name: string, change: (source: Source, handler: Handler, fields: ts.BindingElement[]) => Edit[]): Transformation {
  return ofFile(name, SERVER, (text) => {
    const source = new Source(text);
    const edits = source.handlers.flatMap((handler) => {
      const fields = plainFields(handler.fn.parameters[0]);
      return fields === null || isAssigned(source, fields) ? [] : change(source, handler, fields);
    });
    return edits.length === 0 ? null : edited(text, edits);
  });
}

function parameter({ fn }: Handler, name: string): Edit {
  const node = fn.parameters[0] as ts.ParameterDeclaration;
  return { start: node.getStart(), end: node.getEnd(), text: `${name}: any` };
}

function localName(field: ts.BindingElement): string {
  return (field.name as ts.Identifier).text;
}

function fieldName(field: ts.BindingElement): string {
  return field.propertyName !== undefined && ts.isIdentifier(field.propertyName) ? field.propertyName.text : localName(field);
}

function isAssigned(source: Source, fields: readonly ts.BindingElement[]): boolean {
  const names = new Set(fields.map(localName));
  return source.uses.some(({ node }) => {
    const parent = node.parent;
    return (
      names.has(node.text) &&
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    );
  });
}
