import { readFileSync } from 'node:fs';
import ts from '@typescript/typescript6';

/** What a name stands for: its comment, and its text without what only the inside needs. */
export interface Declaration {
  doc: string;
  text: string;
}

export interface Member {
  name: string;
  /** `(id, options?)`; of a property: nothing, or `?`. */
  signature: string;
  /** What it is, or answers when it is awaited. */
  type: string;
  doc: string;
}

type Exports = ReadonlyMap<string, string>;

/** What a file of src/ exports: the names of our own files, and those taken from other packages. */
export function exportsOf(path: string): { own: Exports; taken: string[] } {
  const own = new Map<string, string>();
  const taken: string[] = [];
  const folder = path.replace(/[^/]+$/, '');
  for (const statement of read(path).statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !statement.moduleSpecifier) continue;
    if (!ts.isNamedExports(statement.exportClause) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    for (const { name } of statement.exportClause.elements)
      if (from.startsWith('./')) own.set(name.text, `${folder}${from.slice(2)}`);
      else taken.push(name.text);
  }
  return { own, taken };
}

export function declarationOf(name: string, exports: Exports): Declaration {
  const node = find(name, exports);
  return { doc: docOf(node), text: textOf(node) };
}

/** The members of an exported interface. */
export function membersOf(name: string, exports: Exports): Member[] {
  const node = find(name, exports);
  if (!ts.isInterfaceDeclaration(node)) throw new Error(`${name} is no interface.`);
  return node.members.flatMap((member) => {
    if (!member.name || !(ts.isMethodSignature(member) || ts.isPropertySignature(member))) return [];
    const type = oneLine(member.type?.getText() ?? 'unknown');
    const signature = ts.isMethodSignature(member) ? `(${member.parameters.map(parameter).join(', ')})` : '';
    const isOptional = member.questionToken !== undefined;
    return [{ name: member.name.getText(), signature: isOptional ? '?' : signature, type, doc: docOf(member) }];
  });
}

const parameter = (node: ts.ParameterDeclaration): string =>
  `${node.name.getText()}${node.questionToken ? '?' : ''}: ${oneLine(node.type?.getText() ?? 'unknown')}`;

type Named =
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ClassDeclaration
  | ts.FunctionDeclaration
  | ts.VariableStatement;

function find(name: string, exports: Exports): Named {
  const path = exports.get(name);
  if (path === undefined) throw new Error(`${name} is not exported.`);
  for (const statement of read(path).statements) {
    if (ts.isVariableStatement(statement)) {
      if (statement.declarationList.declarations.some((one) => one.name.getText() === name)) return statement;
    } else if (
      (ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isFunctionDeclaration(statement)) &&
      statement.name?.text === name
    )
      return statement;
  }
  throw new Error(`${path} does not declare ${name}.`);
}

/** What a caller sees of it: no bodies, and of a class no constructor. */
function textOf(node: Named): string {
  const text = node.getText().replace(/^export /, '');
  if (ts.isFunctionDeclaration(node) && node.body)
    return text.slice(0, text.length - node.body.getText().length).trim();
  if (ts.isVariableStatement(node)) return text.replace(/ =>[^]*$/, '').replace(/;$/, '');
  if (!ts.isClassDeclaration(node)) return text;
  const [head = ''] = text.split('{\n');
  const properties = node.members.filter((member) => ts.isPropertyDeclaration(member));
  return [`${head}{`, ...properties.map((member) => `  ${member.getFullText().trim()}`), '}'].join('\n');
}

const docOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter((one) => ts.isJSDoc(one))
    .map(({ comment }) => oneLine(ts.getTextOfJSDocComment(comment) ?? ''))
    .join(' ');

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const read = (path: string): ts.SourceFile => {
  const text = readFileSync(new URL(`../src/${path}`, import.meta.url), 'utf8');
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
};
