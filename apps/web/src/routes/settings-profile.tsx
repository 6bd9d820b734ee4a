import { CardTitle } from '../components/ui/card.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { NameForm } from '../features/profile/name-form.tsx';
import { SessionList } from '../features/profile/session-list.tsx';
import { SignInFacts } from '../features/profile/sign-in-facts.tsx';
import { ThemeChoice } from '../features/profile/theme-choice.tsx';
import { useMe } from '../features/session/use-me.ts';

export function ProfilePage() {
  const { user, agency } = useMe();
  return (
    <>
      <PageHeader title="Profile">How you appear in {agency.name}, and where you are signed in</PageHeader>
      <div className="max-w-3xl space-y-8">
        <section aria-label="You" className="space-y-4">
          <NameForm key={user.name} name={user.name} />
          <SignInFacts user={user} />
        </section>
        <section className="space-y-2">
          <CardTitle>Theme</CardTitle>
          <ThemeChoice />
        </section>
        <section className="space-y-2">
          <SessionList />
        </section>
      </div>
    </>
  );
}
