/** An operation that GHL has and none of its OpenAPI files: laid into the file it belongs to, from its page in the docs. */
export interface AddedOperation {
  file: string;
  method: string;
  path: string;
  operation: object;
  schemas: Record<string, object>;
  source: string;
}

const docs = 'https://marketplace.gohighlevel.com/docs/ghl/opportunities';
const pipelines = '/opportunities/pipelines';
const text = { type: 'string' };
const flag = { type: 'boolean' };

const stageProperties = {
  name: text,
  position: { type: 'integer' },
  stageWinProbability: { type: 'number' },
  showInFunnel: flag,
  showInPieChart: flag,
  color: text,
};

const bodyProperties = {
  name: text,
  showInFunnel: flag,
  showInPieChart: flag,
  useOpportunityProbability: flag,
  colorRenderMode: { type: 'string', enum: ['dot', 'bg-tint', 'none'] },
};

const stages = (properties: object) => ({
  type: 'array',
  minItems: 1,
  items: { type: 'object', properties, required: ['name', 'position'] },
});

const named = (schema: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } });
const failure = (schema: string) => ({
  content: {
    'application/json': { schema: { $ref: `../common/common-schemas.json#/components/schemas/${schema}` } },
  },
});

function describe(scope: string, success: string, answer: string, body?: string): object {
  return {
    security: [{ bearer: [scope] }],
    parameters: [{ in: 'header', name: 'Version', required: true, schema: { type: 'string', enum: ['v3'] } }],
    ...(body ? { requestBody: { content: named(body) } } : {}),
    responses: {
      [success]: { content: named(answer) },
      400: failure('BadRequestDTO'),
      401: failure('UnauthorizedDTO'),
      404: failure('NotFoundDTO'),
      422: failure('UnprocessableDTO'),
    },
  };
}

const onePipeline = {
  OnePipelineResponse: {
    type: 'object',
    properties: { pipeline: { $ref: '#/components/schemas/PipelinesResponseSchema' } },
    required: ['pipeline'],
  },
};

const file = 'v3/opportunities-v3';

export const addedOperations: AddedOperation[] = [
  {
    file,
    method: 'post',
    path: pipelines,
    operation: describe('pipelines.create', '201', 'OnePipelineResponse', 'CreatePipelineBody'),
    schemas: {
      ...onePipeline,
      CreatePipelineBody: {
        type: 'object',
        properties: { ...bodyProperties, locationId: text, stages: stages(stageProperties) },
        required: ['name', 'locationId', 'stages'],
      },
    },
    source: `${docs}/create-pipeline`,
  },
  {
    file,
    method: 'get',
    path: `${pipelines}/{pipelineId}`,
    operation: describe('pipelines.readonly', '200', 'OnePipelineResponse'),
    schemas: onePipeline,
    source: `${docs}/get-pipeline`,
  },
  {
    file,
    method: 'put',
    path: `${pipelines}/{pipelineId}`,
    operation: describe('pipelines.write', '201', 'OnePipelineResponse', 'UpdatePipelineBody'),
    schemas: {
      ...onePipeline,
      UpdatePipelineBody: {
        type: 'object',
        properties: { ...bodyProperties, stages: stages({ id: text, ...stageProperties }) },
        required: ['name', 'stages'],
      },
    },
    source: `${docs}/update-pipeline`,
  },
  {
    file,
    method: 'delete',
    path: `${pipelines}/{pipelineId}`,
    operation: describe('pipelines.write', '200', 'DeletePipelineResponse'),
    schemas: {
      DeletePipelineResponse: {
        type: 'object',
        properties: { success: flag, message: text },
        required: ['success', 'message'],
      },
    },
    source: `${docs}/delete-pipeline`,
  },
];
