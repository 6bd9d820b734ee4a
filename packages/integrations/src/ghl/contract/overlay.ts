/** What GHL has and its OpenAPI files lack, each with where it was read. */

const docs = 'https://marketplace.gohighlevel.com/docs/ghl/opportunities';
const issues = 'https://github.com/GoHighLevel/highlevel-api-docs/issues';
const text = { type: 'string' };
const flag = { type: 'boolean' };

const stage = {
  name: text,
  position: { type: 'integer', minimum: 0 },
  stageWinProbability: { type: 'number', minimum: 0, maximum: 100 },
  showInFunnel: flag,
  showInPieChart: flag,
  color: { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' },
};

const pipeline = {
  name: text,
  showInFunnel: flag,
  showInPieChart: flag,
  useOpportunityProbability: flag,
  colorRenderMode: { type: 'string', enum: ['dot', 'bg-tint', 'none'] },
};

const stages = (properties: object) => ({
  type: 'array',
  minItems: 1,
  // One stage without a probability makes GHL rewrite those of all stages, so that here each must have one.
  items: { type: 'object', properties, required: ['name', 'position', 'stageWinProbability'] },
});

/** An operation as GHL's files would have it. */
const operation = (scope: string, source: string, body?: object) => ({
  'x-source': source,
  security: [{ bearer: [scope] }],
  parameters: [{ in: 'header', name: 'Version', required: true, schema: { type: 'string', enum: ['v3'] } }],
  ...(body ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
});

/** Operations that stand in none of the files: a file of their own. */
export const addedOperations = {
  paths: {
    '/opportunities/pipelines': {
      post: operation('pipelines.create', `${docs}/create-pipeline`, {
        type: 'object',
        properties: { ...pipeline, locationId: text, stages: stages(stage) },
        required: ['name', 'locationId', 'stages'],
      }),
    },
    '/opportunities/pipelines/{pipelineId}': {
      get: operation('pipelines.readonly', `${docs}/get-pipeline`),
      put: operation('pipelines.write', `${docs}/update-pipeline`, {
        type: 'object',
        properties: { ...pipeline, stages: stages({ id: text, ...stage }) },
        required: ['name', 'stages'],
      }),
      delete: operation('pipelines.write', `${docs}/delete-pipeline`),
    },
  },
};

/** Properties that bodies take beyond their schema. */
export const addedProperties: { schema: string; properties: Record<string, object>; source: string }[] = [
  {
    schema: 'CreateCustomFieldsDTO',
    properties: { options: { type: 'array', items: text } },
    source: `${issues}/300 (confirmed by HighLevel, 2026-08-26)`,
  },
  {
    schema: 'UpdateCustomFieldsDTO',
    properties: { options: { type: 'array', items: text } },
    source: `presumed from ${issues}/300; to be probed`,
  },
];

/** The files leave the scope of by-id operations empty here; it is that of the list and of create. */
export const scopesNotInFiles = [
  'locations/tags.',
  'locations/customFields.',
  'locations/customValues.',
  'links.readonly',
];
