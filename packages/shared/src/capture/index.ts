export {
  type Captured,
  type CaptureInput,
  captureBlueprint,
  type LeftOut,
  type ProfileValue,
} from './capture-blueprint.ts';
