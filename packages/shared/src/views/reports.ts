import type { ErrorView } from '../errors.ts';
import type { KindName } from '../kinds/types.ts';
import type { AttributeChange, PlanAction } from '../plan/types.ts';
import type { JobSummaryView, StepState, VariableValues } from './index.ts';

/** The proof of a job: what was applied, when, by whom, verified by reading, and what is left to a person. */
export interface JobReportView {
  groundworkReport: 1;
  agency: { name: string; companyId: string };
  job: JobSummaryView;
  plan: { id: string; fingerprint: string; createdAt: string; createdBy: string | null; variables: VariableValues };
  lines: {
    address: string;
    kind: KindName;
    title: string;
    action: PlanAction;
    state: StepState;
    ghlId: string | null;
    changes: AttributeChange[];
    /** When it was read back and found as planned. */
    verifiedAt: string | null;
    error: ErrorView | null;
  }[];
  /** Client edits that were kept. */
  kept: { address: string; title: string; changes: AttributeChange[] }[];
  /** Lines that were there already, as the blueprint says. */
  unchanged: { address: string; kind: KindName; title: string; ghlId: string | null }[];
  leftToPerson: { address: string; kind: KindName; title: string; notes: string[] }[];
  generatedAt: string;
  /** SHA-256 of all the above but `generatedAt`, as canonical JSON: equal reports of a job have equal ones. */
  digest: string;
}
