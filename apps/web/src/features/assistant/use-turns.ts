import type { AssistantAnswer, AssistantRequest } from '@groundwork/shared/views';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { followAnswer } from './follow-answer.ts';
import { newTurn, type Turn, withEvent } from './turn.ts';

export interface Asked {
  request: AssistantRequest;
  title: string;
  /** The text in the editor now, where there is an editor. */
  base?: string;
}

interface Heard {
  onDraft?: (source: string, turn: Turn) => void;
  onAnswer?: (answer: AssistantAnswer, turn: Turn) => void;
  /** Cancelled or failed. */
  onNothing?: () => void;
}

/** The questions of this visit, newest first; at most one is being answered. Leaving the page ends that one. */
export function useTurns(heard: Heard = {}) {
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  const running = useRef<{ turn: Turn; controller: AbortController } | null>(null);
  const utils = trpc.useUtils();

  const change = useCallback((turn: Turn) => {
    if (running.current?.turn.id === turn.id) running.current.turn = turn;
    setTurns((now) => now.map((each) => (each.id === turn.id ? turn : each)));
  }, []);

  // For its place in the mutation cache, which sends who is signed out to sign in. Offline it has to fail, not wait.
  const { mutate } = useMutation({
    networkMode: 'always',
    mutationFn: ({ turn, controller }: { turn: Turn; controller: AbortController }) => {
      let now = turn;
      return followAnswer(turn.request, controller.signal, (event) => {
        now = withEvent(now, event);
        change(now);
        if (event.type === 'draft') latest.current.onDraft?.(event.source, now);
        if (event.type === 'answer') latest.current.onAnswer?.(event.answer, now);
      });
    },
    onError: (error, { turn }) => {
      if (running.current?.turn.id !== turn.id) return;
      change({ ...running.current.turn, end: { state: 'failed', error, atMs: Date.now() } });
      latest.current.onNothing?.();
    },
    onSettled: (_data, _error, { turn }) => {
      if (running.current?.turn.id === turn.id) running.current = null;
      void utils.assistant.status.invalidate();
    },
  });

  const cancel = useCallback(() => {
    const { current } = running;
    if (!current) return;
    running.current = null;
    current.controller.abort();
    change({ ...current.turn, end: { state: 'cancelled' } });
    announce('Cancelled. Nothing was changed.');
    latest.current.onNothing?.();
  }, [change]);

  const ask = useCallback(
    ({ request, title, base = '' }: Asked) => {
      cancel();
      const turn = newTurn({ id: nextId++, request, title, base, startedAtMs: Date.now() });
      const controller = new AbortController();
      running.current = { turn, controller };
      setTurns((now) => [turn, ...now].slice(0, keptTurns));
      mutate({ turn, controller });
    },
    [cancel, mutate],
  );

  useEffect(
    () => () => {
      running.current?.controller.abort();
      running.current = null;
    },
    [],
  );

  const [newest] = turns;
  return { turns, running: newest?.end === null ? newest : null, ask, cancel };
}

let nextId = 1;
const keptTurns = 20;
