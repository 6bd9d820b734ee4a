/** An answer of GHL's that is not 2xx. Thrown by handlers; whatever they wrote is rolled back. */
export class GhlError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(`GHL answers ${status}`);
    this.status = status;
    this.body = body;
  }
}

export const badRequest = (message: string): GhlError => new GhlError(400, { statusCode: 400, message });

export const unauthorized = (message: string): GhlError =>
  new GhlError(401, { statusCode: 401, message, error: 'Unauthorized' });

export const forbidden = (message: string): GhlError =>
  new GhlError(403, { statusCode: 403, message, error: 'Forbidden' });

export const notFound = (message: string): GhlError => new GhlError(404, { statusCode: 404, message });

/** GHL docs: `message` of a validation error is an array. */
export const unprocessable = (messages: string[]): GhlError =>
  new GhlError(422, { statusCode: 422, message: messages, error: 'Unprocessable Entity' });

/** GHL publishes no body for this one, and no Retry-After. */
export const tooManyRequests = (): GhlError => new GhlError(429, { statusCode: 429, message: 'Too Many Requests' });
