import { AppError } from '@groundwork/shared';
import { CsvError, parse } from 'csv-parse/sync';
import { cellText } from './csv-cell.ts';

const maxLines = 5_000;
const maxColumns = 500;

export interface CsvTable {
  header: string[];
  /** Without those that are empty. */
  lines: CsvLine[];
}

export interface CsvLine {
  /** Where it begins in the file, from 1. */
  line: number;
  cells: string[];
}

/** A CSV as spreadsheets write it: comma, semicolon or tab, with or without a byte order mark, any line ends. Cells are trimmed. */
export function readCsv(csv: string): CsvTable {
  const text = csv.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  refuseOtherEncodings(text);
  const lines = recordsOf(text)
    .map(({ record, info }) => ({
      line: info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0),
      cells: record.map((cell) => cellText(cell.trim())),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [header, ...rest] = lines;
  if (!header)
    throw refusal('There is nothing in the file. Its first line names the columns: location, then variables.', 1);
  if (header.cells.length > maxColumns)
    throw refusal(
      `The file has ${header.cells.length} columns; at most ${maxColumns} are taken. Split it in two.`,
      header.line,
    );
  if (rest.length > maxLines)
    throw refusal(
      `The file has ${rest.length} lines; at most ${maxLines} are taken at once. Split it in two.`,
      rest[maxLines]?.line ?? 1,
    );
  return { header: header.cells, lines: rest };
}

/** Windows' own letters, read as UTF-8, become question marks, and would be kept as such. */
function refuseOtherEncodings(text: string): void {
  const index = text.search(/[\uFFFD\0]/);
  if (index === -1) return;
  throw refusal(
    'A character here cannot be read: the file is not in UTF-8. In the spreadsheet, save it as "CSV UTF-8".',
    text.slice(0, index).split('\n').length,
  );
}

export const refusal = (message: string, line: number): AppError =>
  new AppError('BAD_REQUEST', `Line ${line}: ${message}`, { issues: [{ message, at: { line, column: 1 } }] });

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

function recordsOf(text: string): CsvRecord[] {
  try {
    // With `info` each record comes with where it ends, which the types do not say.
    return parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: '\n',
      trim: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 0,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    throw refusal(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'A quotation mark that opens a cell is never closed. Close it, or double it where it is meant as a character.'
        : 'A cell goes on after its closing quotation mark. Put the whole cell in quotes, and double those inside it.',
      line,
    );
  }
}

/** The one that the first line has most of. */
function delimiterOf(text: string): string {
  const [first = ''] = text.trimStart().split('\n', 1);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }));
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}
