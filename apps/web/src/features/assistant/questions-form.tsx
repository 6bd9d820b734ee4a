import type { AssistantQuestion, AssistantReply } from '@groundwork/shared/views';
import { useId, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { inputClass } from '../../components/ui/field.tsx';

interface QuestionsFormProps {
  questions: readonly AssistantQuestion[];
  disabledReason: string | null;
  onAnswered: (replies: AssistantReply[]) => void;
}

/** What the goal lacks. A likely answer can be chosen, any other typed; what is left open is the assistant's to assume. */
export function QuestionsForm({ questions, disabledReason, onAnswered }: QuestionsFormProps) {
  const [answers, setAnswers] = useState<readonly string[]>(() => questions.map(() => ''));
  const answer = (at: number, text: string) => setAnswers(answers.map((now, index) => (index === at ? text : now)));
  const replies = questions.flatMap(({ question }, index) => {
    const text = answers[index]?.trim() ?? '';
    return text === '' ? [] : [{ question, answer: text }];
  });
  return (
    <form
      aria-label="Questions of the assistant"
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (disabledReason === null && replies.length > 0) onAnswered(replies);
      }}
    >
      {questions.map((question, index) => (
        <Question
          key={index}
          question={question}
          answer={answers[index] ?? ''}
          onAnswer={(text) => answer(index, text)}
        />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look="solid"
          size="sm"
          disabledReason={disabledReason ?? (replies.length === 0 ? 'Answer at least one question.' : null)}
        >
          Go on
        </Button>
        {replies.length > 0 && replies.length < questions.length ? (
          <p className="text-xs text-muted">What you leave open, it will assume and say so.</p>
        ) : null}
      </div>
    </form>
  );
}

interface QuestionProps {
  question: AssistantQuestion;
  answer: string;
  onAnswer: (text: string) => void;
}

function Question({ question: { question, why, options }, answer, onAnswer }: QuestionProps) {
  const id = useId();
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} dir="auto" className="block text-sm font-medium">
        {question}
      </label>
      <p id={`${id}-why`} dir="auto" className="text-xs text-muted">
        {why}
      </p>
      {options.length > 0 ? (
        <div role="group" aria-label={`Likely answers to: ${question}`} className="flex flex-wrap gap-1.5">
          {options.map((option, index) => (
            <button
              key={index}
              type="button"
              dir="auto"
              aria-pressed={answer === option}
              onClick={() => onAnswer(answer === option ? '' : option)}
              className="min-h-6 rounded-full border border-line bg-surface px-2.5 text-left text-xs hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
            >
              {option}
            </button>
          ))}
        </div>
      ) : null}
      <input
        id={id}
        dir="auto"
        maxLength={2_000}
        autoComplete="off"
        aria-describedby={`${id}-why`}
        placeholder={options.length > 0 ? 'Or in your own words' : 'In your own words'}
        value={answer}
        onChange={({ target }) => onAnswer(target.value)}
        className={inputClass}
      />
    </div>
  );
}
