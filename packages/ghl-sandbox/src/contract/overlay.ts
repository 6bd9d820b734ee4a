/** What works but stands in none of GHL's OpenAPI files, each with where it was read. Laid over the specs before checking. */
export interface OverlayEntry {
  schema: string;
  properties: Record<string, object>;
  source: string;
}

const text = { type: 'string' };
const flag = { type: 'boolean' };

export const stage = {
  type: 'object',
  properties: {
    id: text,
    name: text,
    position: { type: 'integer' },
    stageWinProbability: { type: 'number' },
    showInFunnel: flag,
    showInPieChart: flag,
    color: text,
  },
  required: ['id', 'name', 'position', 'stageWinProbability'],
};

export const overlay: OverlayEntry[] = [
  {
    schema: 'CreateCustomFieldsDTO',
    properties: { options: { type: 'array' }, parentId: text, fieldKey: text, description: text },
    source: 'https://github.com/GoHighLevel/highlevel-api-docs/issues/300 (confirmed by HighLevel, 2026-08-26)',
  },
  {
    schema: 'UpdateCustomFieldsDTO',
    properties: { options: { type: 'array' } },
    source: 'presumed from https://github.com/GoHighLevel/highlevel-api-docs/issues/300; to be probed',
  },
  {
    schema: 'CustomFieldSchema',
    properties: { parentId: text },
    source:
      'https://github.com/GoHighLevel/highlevel-api-docs/issues/300 (parentId is written; that it is answered is reported by users)',
  },
  {
    schema: 'GetAccessCodeSuccessfulResponseDto',
    properties: { refreshTokenId: text },
    source: 'https://marketplace.gohighlevel.com/docs/ghl/oauth/get-access-token (sample answer)',
  },
  {
    schema: 'GetLocationAccessTokenSuccessfulResponseDto',
    properties: { refresh_token: text, refreshTokenId: text, userType: text, companyId: text },
    source: 'https://github.com/GoHighLevel/highlevel-api-docs/issues/285 (HighLevel: it comes with a refresh token)',
  },
  {
    schema: 'BadRequestDTO',
    properties: { error: text, error_description: text },
    source: 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2 (GHL publishes no body; a knob turns it)',
  },
  {
    schema: 'UnauthorizedDTO',
    properties: { error_description: text },
    source: 'https://www.rfc-editor.org/rfc/rfc6749#section-5.2 (invalid_client)',
  },
  {
    schema: 'PipelinesResponseSchema',
    properties: {
      stages: { type: 'array', items: stage },
      position: text,
      dateAdded: text,
      dateUpdated: text,
      useOpportunityProbability: flag,
    },
    source: 'https://marketplace.gohighlevel.com/docs/ghl/opportunities/get-pipeline (the files give stages as lists)',
  },
];

/** GHL's other specs (contacts.json, emails.json) have it in every answer. */
export const inEveryAnswer = ['traceId'];

/** Rights that the spec leaves empty for by-id operations; the same as those of the list and of create. */
export const scopesNotInSpec = ['locations/tags', 'locations/customFields', 'locations/customValues', 'links'];
