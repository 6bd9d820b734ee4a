const stage = (name: string, winProbability: number) => ({
  name,
  winProbability,
  showInFunnel: null,
  showInPieChart: null,
  color: null,
});
const meta = { when: null, forEach: null, lifecycle: null };

/** What a model might say to a short goal: 21 resources, in the author's form. */
export const modelAnswer = JSON.stringify({
  questions: [],
  proposal: {
    name: 'Bench clinic',
    description: 'What the benchmark proposes',
    variables: [{ name: 'phone', type: 'string', description: 'The number', default: null, secret: null }],
    resources: [
      ...Array.from({ length: 12 }, (_, index) => ({
        kind: 'tag',
        address: `t${index}`,
        name: `tag ${index}`,
        ...meta,
      })),
      ...Array.from({ length: 8 }, (_, index) => ({
        kind: 'customValue',
        address: `v${index}`,
        name: `Value ${index}`,
        value: `Call \${var.phone} about ${index}`,
        ...meta,
      })),
      {
        kind: 'pipeline',
        address: 'sales',
        name: 'Sales',
        stages: [stage('New', 10), stage('Booked', 50), stage('Won', 100)],
        ...meta,
      },
    ],
    remove: [],
  },
  summary: 'Tags, values and a pipeline.',
  notes: [],
});
