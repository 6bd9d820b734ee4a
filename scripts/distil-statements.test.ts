import { expect, test } from 'vitest';
import { distilStatements } from './distil-statements.ts';

test('keeps each kind of statement once, however many values it carried', () => {
  const texts = [
    'select "id" from "jobs" where "id" in ($1, $2, $3)',
    'select "id" from "jobs" where "id" in ($1)',
    'insert into "tags" ("a", "b") values ($1, $2), ($3, default)',
    'insert into "tags" ("a", "b") values ($1, $2)',
    'insert into "tags" ("a") values ($1)',
  ];
  expect(distilStatements(texts)).toEqual([
    'insert into "tags" ("a") values ($1)',
    'insert into "tags" ("a", "b") values ($1, $2)',
    'select "id" from "jobs" where "id" in ($1)',
  ]);
});

test('leaves out what no release says: transactions, schema changes, the work of tests on databases', () => {
  const texts = [
    'begin',
    'alter table jobs add x int',
    'SELECT FROM pg_database WHERE datname = $1',
    '\n  select 1,\n  -- Why.\n  2\n',
  ];
  expect(distilStatements(texts)).toEqual(['select 1, 2']);
});
