import type { SaidValue } from './values-and-links.ts';

/** What a goal says in so many words, by kind. */
export interface Said {
  tags: string[];
  calendars: SaidCalendar[];
  pipelines: SaidPipeline[];
  fields: SaidField[];
  products: SaidProduct[];
  values: SaidValue[];
  /** Names of short texts, which an account words itself. */
  texts: string[];
  links: string[];
  hours: OpenSpan[] | null;
  /** Of every calendar that says nothing else. */
  minutes: number | null;
  bufferMinutes: number | null;
  seats: number | null;
  noticeHours: number | null;
  trialDays: number | null;
  currency: string | null;
  title: string | null;
}

export interface SaidCalendar {
  name: string;
  minutes: number | null;
}

export interface SaidPipeline {
  /** Null: the goal gives stages, and no name. */
  name: string | null;
  /** Empty: the goal gives a name alone. */
  stages: string[];
}

export interface SaidField {
  name: string;
  dataType: string | null;
  options: string[];
  model: 'contact' | 'opportunity';
}

export interface SaidProduct {
  name: string;
  prices: SaidPrice[];
}

export interface SaidPrice {
  amount: number;
  interval: 'day' | 'week' | 'month' | 'year' | null;
}

export interface OpenSpan {
  days: string[];
  from: string;
  to: string;
}
